import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectStatus, openStage, type Stage, signInAs, storedTexts, type Visitor } from './stage.ts'

let stage: Stage
// The pool remembers this person, so that a sign-in shows no page; no tab stays signed in.
let visitor: Visitor

beforeAll(async () => {
  stage = await openStage()
  visitor = await stage.newVisitor()
  const page = await visitor.open('/private')
  await signInAs(page, 'user@example.com')
  await expectStatus(page, 'signed-in')
  await page.close()
})

afterAll(() => stage?.close())

type Answer = Record<string, unknown>

/** From now on the pool's token answers reach the app changed. */
async function changeTokenAnswers(page: Page, change: (answer: Answer) => Answer | string): Promise<void> {
  await page.route('**/oauth2/token', async (route) => {
    const response = await route.fetch()
    const changed = change(await response.json())
    await route.fulfill({
      response,
      ...(typeof changed === 'string' ? { body: changed } : { json: changed }),
    })
  })
}

/** Changes claims of a JWT and leaves its signature. */
function withClaims(token: unknown, changes: Record<string, unknown>): string {
  const [header, payload, signature] = String(token).split('.')
  const claims = { ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), ...changes }
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
}

const changeIdToken = (changes: Record<string, unknown>) => (answer: Answer) => ({
  ...answer,
  id_token: withClaims(answer.id_token, changes),
})

const day = 86_400
const nowSeconds = () => Math.floor(Date.now() / 1000)

const unusable: [row: string, what: string, change: (answer: Answer) => Answer | string][] = [
  ['X-05, C-03', 'another nonce', changeIdToken({ nonce: 'of-another-sign-in' })],
  ['X-05, C-03', 'no nonce', changeIdToken({ nonce: undefined })],
  ['X-06, C-04', 'a foreign issuer', changeIdToken({ iss: 'https://evil.example' })],
  ['X-06, C-04', 'another audience', changeIdToken({ aud: 'other' })],
  ['X-06, C-04', 'audiences without us', changeIdToken({ aud: ['a', 'b'] })],
  ['X-06, C-04', 'a foreign azp', changeIdToken({ azp: 'other' })],
  [
    'X-06, C-04',
    'an expired ID token',
    changeIdToken({ iat: nowSeconds() - day, exp: nowSeconds() - day + 60 }),
  ],
  [
    'X-06, C-04',
    'an ID token of tomorrow',
    changeIdToken({ iat: nowSeconds() + day, exp: nowSeconds() + day + 60 }),
  ],
  ['X-06, C-04', 'no subject', changeIdToken({ sub: undefined })],
  ['X-06, C-04', 'no time of issue', changeIdToken({ iat: undefined })],
  ['X-06', 'no ID token', ({ id_token: _, ...answer }) => answer],
  ['X-06', 'something that is no JWT', (answer) => ({ ...answer, id_token: 'not.a-jwt' })],
  [
    'X-06',
    'an ID token of a megabyte',
    (answer) => ({ ...answer, id_token: `e30.${'A'.repeat(1_000_000)}.x` }),
  ],
  ['X-08, C-07', 'a token type of its own', (answer) => ({ ...answer, token_type: 'mac' })],
  ['X-08, C-07', 'no access token', ({ access_token: _, ...answer }) => answer],
  ['X-08, C-07', 'an access token that is no string', (answer) => ({ ...answer, access_token: { a: 1 } })],
  ['X-08, C-07', 'a lifetime of -1', (answer) => ({ ...answer, expires_in: -1 })],
  ['X-08, C-07', 'a lifetime of 0', (answer) => ({ ...answer, expires_in: 0 })],
  ['X-08, C-07', 'an endless lifetime', (answer) => ({ ...answer, expires_in: 1e12 })],
  ['X-08, C-07', 'a lifetime in words', (answer) => ({ ...answer, expires_in: 'x' })],
  ['X-08, C-07', 'another prototype', (answer) => `{"__proto__":{"a":1},${JSON.stringify(answer).slice(1)}`],
  ['C-07', 'no refresh token', ({ refresh_token: _, ...answer }) => answer],
]

/** Signs in in a new tab, with the pool's answers changed. */
async function signInWith(change: (answer: Answer) => Answer | string): Promise<Page> {
  visitor.requests.length = 0
  const page = await visitor.context.newPage()
  await changeTokenAnswers(page, change)
  await page.goto(`${stage.origin}/private`)
  return page
}

describe('an answer of the token endpoint', () => {
  it.each(unusable)('%s: with %s signs nobody in and leaves nothing behind', async (_row, _what, change) => {
    const page = await signInWith(change)

    await expectStatus(page, 'failed unusable-answer')
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)
    expect(visitor.tokenRequests()).toHaveLength(1)
    expect(visitor.console.join()).not.toMatch(/eyJ/)
    await page.close()
  })

  it('is taken when nothing is wrong with it (the twin of the cases above)', async () => {
    const page = await signInWith((answer) => ({ ...answer, token_type: 'bearer', unknown: 'ignored' }))

    await expectStatus(page, 'signed-in')
    await page.close()
  })

  it('X-17: cannot give the app claims through a prototype', async () => {
    const page = await signInWith((answer) => {
      const claims = String(answer.id_token).split('.')[1] ?? ''
      const payload = Buffer.from(claims, 'base64url')
        .toString()
        .replace('{', '{"__proto__":{"isAdmin":true},')
      return { ...answer, id_token: `e30.${Buffer.from(payload).toString('base64url')}.x` }
    })
    await expectStatus(page, 'signed-in')

    const seen = await page.evaluate(() => {
      const state = window.session.current()
      if (state.status !== 'signed-in') return []
      return [Reflect.get({}, 'isAdmin'), Reflect.get({ ...state.claims }, 'isAdmin')]
    })
    expect(seen).toEqual([undefined, undefined])
    await page.close()
  })

  it.each([
    ['of a renewal for somebody else', { sub: 'somebody-else' }],
    ['of a renewal for another sign-in', { auth_time: 1 }],
  ])('%s ends the session', async (_what, changes) => {
    const page = await signInWith((answer) => answer)
    await expectStatus(page, 'signed-in')
    await page.unroute('**/oauth2/token')
    await changeTokenAnswers(page, changeIdToken(changes))
    await page.evaluate(async () => {
      const state = window.session.current()
      if (state.status !== 'signed-in') return
      await state.getAccessToken({ insteadOf: await state.getAccessToken() }).catch(() => undefined)
    })

    await expectStatus(page, 'ended refused')
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)
    await page.close()
  })
})
