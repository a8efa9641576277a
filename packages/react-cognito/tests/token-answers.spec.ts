import type { FaultPlan } from '@lifeguard/local-user-pool'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectStatus, renew, storedTexts } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn, type Visitor } from './visitor.ts'

const stage = setStage()
// One tab for all cases. The pool remembers the person, so that a sign-in shows no form.
let visitor: Visitor
let page: Page

beforeAll(async () => {
  visitor = await stage.newVisitor()
  page = await openSignedIn(visitor)
})

const day = 86_400

const unusable: [row: string, what: string, plan: FaultPlan][] = [
  ['X-05, C-03', 'another nonce', { idToken: { set: { nonce: 'of-another-sign-in' } } }],
  ['X-05, C-03', 'no nonce', { idToken: { remove: ['nonce'] } }],
  ['X-06, C-04', 'a foreign issuer', { idToken: { set: { iss: 'https://evil.example' } } }],
  ['X-06, C-04', 'another audience', { idToken: { set: { aud: 'other' } } }],
  ['X-06, C-04', 'audiences without us', { idToken: { set: { aud: ['a', 'b'] } } }],
  ['X-06, C-04', 'a foreign azp', { idToken: { set: { azp: 'other' } } }],
  ['X-06, C-04', 'an expired ID token', { idToken: { shift: { iat: -day, exp: -day } } }],
  ['X-06, C-04', 'an ID token of tomorrow', { idToken: { shift: { iat: day, exp: day } } }],
  ['X-06, C-04', 'no subject', { idToken: { remove: ['sub'] } }],
  ['X-06, C-04', 'no time of issue', { idToken: { remove: ['iat'] } }],
  ['X-06', 'an unsigned ID token', { idToken: { shape: 'unsigned' } }],
  ['X-06', 'something that is no JWT', { idToken: { shape: 'not-a-token' } }],
  ['X-06', 'an ID token of a megabyte', { idToken: { shape: 'huge' } }],
  ['X-06', 'no ID token', { tokenResponse: { remove: ['id_token'] } }],
  ['X-08, C-07', 'a token type of its own', { tokenResponse: { set: { token_type: 'mac' } } }],
  ['X-08, C-07', 'no access token', { tokenResponse: { remove: ['access_token'] } }],
  ['X-08, C-07', 'an access token that is no string', { tokenResponse: { set: { access_token: { a: 1 } } } }],
  ['X-08, C-07', 'a lifetime of -1', { tokenResponse: { set: { expires_in: -1 } } }],
  ['X-08, C-07', 'a lifetime of 0', { tokenResponse: { set: { expires_in: 0 } } }],
  ['X-08, C-07', 'an endless lifetime', { tokenResponse: { set: { expires_in: 1e12 } } }],
  ['X-08, C-07', 'a lifetime in words', { tokenResponse: { set: { expires_in: 'x' } } }],
  ['X-08, C-07', 'another prototype', { tokenResponse: { set: JSON.parse('{"__proto__":{"a":1}}') } }],
  ['C-07', 'no refresh token', { tokenResponse: { remove: ['refresh_token'] } }],
]

/** Forgets who was signed in, and signs in while the pool misbehaves. */
async function signInWith(plan: FaultPlan): Promise<void> {
  await page.evaluate(() => sessionStorage.clear())
  visitor.requests.length = 0
  visitor.console.length = 0
  stage.pool.faults.set(plan)
  await page.goto(`${stage.origin}/private`)
}

describe('an answer of the token endpoint', () => {
  it.each(unusable)('%s: with %s signs nobody in and leaves nothing behind', async (_row, _what, plan) => {
    await signInWith(plan)

    await expectStatus(page, 'failed unusable-answer')
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)
    expect(visitor.tokenRequests()).toHaveLength(1)
    expect(visitor.console.join()).not.toMatch(/eyJ/)
  })

  it('is taken when nothing is wrong with it (the twin of the cases above)', async () => {
    await signInWith({ tokenResponse: { set: { token_type: 'bearer', unknown: 'ignored' } } })

    await expectStatus(page, 'signed-in')
  })

  it('X-17: cannot give the app claims through a prototype', async () => {
    await signInWith({ idToken: { set: JSON.parse('{"__proto__":{"isAdmin":true}}') } })
    await expectStatus(page, 'signed-in')

    const seen = await page.evaluate(() => {
      const state = window.session.current()
      if (state.status !== 'signed-in') return []
      return [{}, state.claims, { ...state.claims }].map((value) => Reflect.get(value, 'isAdmin'))
    })
    expect(seen).toEqual([undefined, undefined, undefined])
  })

  it.each<[string, FaultPlan]>([
    ['of a renewal for somebody else', { idToken: { set: { sub: 'somebody-else' } } }],
    ['of a renewal for another sign-in', { idToken: { shift: { auth_time: -1 } } }],
  ])('%s ends the session', async (_what, plan) => {
    await signInWith({})
    await expectStatus(page, 'signed-in')
    stage.pool.faults.set(plan)

    expect(await renew(page)).toBe('SessionEndedError')

    await expectStatus(page, 'ended refused')
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)
  })

  it.each<[string, FaultPlan]>([
    ['cut off', { endpoints: { token: { mode: 'truncate' } } }],
    ['without a body', { endpoints: { token: { status: 204 } } }],
    ['of five megabytes', { endpoints: { token: { mode: 'huge' } } }],
  ])('X-08: %s leaves either nobody signed in, or somebody wholly', async (_what, plan) => {
    await signInWith(plan)
    await page.waitForFunction(() => ['failed', 'signed-in'].includes(window.session?.current().status))

    const signedIn = await page.evaluate(() => window.session.current().status === 'signed-in')
    expect((await storedTexts(page)).includes('refreshToken')).toBe(signedIn)
  })
})
