import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessToken, expectStatus, renew, storedTexts } from './in-page.ts'
import { serve } from './serve.ts'
import { setStage } from './stage.ts'
import { openSignedIn, signInAs, type Visitor } from './visitor.ts'

const rounds = process.env.LIFEGUARD_FULL_COUNTS === '1' ? 50 : 3

// The hardest setting: a refresh token works exactly once.
const stage = setStage({ client: { refreshTokenRotation: { graceSeconds: 0 } } })

async function signedInVisitor(): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await stage.newVisitor()
  return { visitor, page: await openSignedIn(visitor) }
}

describe('tabs of one browser', () => {
  it('lend their session to a new tab, which then needs no request to the pool', async () => {
    const { visitor, page } = await signedInVisitor()

    const second = await visitor.open('/private/second')
    await expectStatus(second, 'signed-in')

    expect(visitor.tokenRequests()).toHaveLength(1)
    expect(await storedTexts(second)).toContain('refreshToken')
    await page.close()
    await second.reload()
    await expectStatus(second, 'signed-in')
  })

  it('C-13, X-24: renew once a round, all of them together, and nobody is signed out', async () => {
    const { visitor, page } = await signedInVisitor()
    const pages = [page]
    while (pages.length < 8) pages.push(await visitor.open('/'))
    await Promise.all(pages.map((each) => expectStatus(each, 'signed-in')))

    let refused = await accessToken(page)
    for (let round = 1; round <= rounds; round += 1) {
      const tokens = await Promise.all(pages.map((each) => tokenInsteadOf(each, refused)))
      expect(new Set(tokens).size).toBe(1)
      expect(visitor.tokenRequests('refresh_token')).toHaveLength(round)
      refused = tokens[0] ?? ''
    }
    await Promise.all(pages.map((each) => expectStatus(each, 'signed-in')))
  })

  it('X-26: a duplicated tab, with its copy of the refresh token, does not use it twice', async () => {
    const { visitor, page } = await signedInVisitor()

    const opening = visitor.context.waitForEvent('page')
    await page.evaluate(() => void window.open('/'))
    const duplicate = await opening
    await expectStatus(duplicate, 'signed-in')
    const tokens = await Promise.all([page, duplicate].map(renew))

    expect(new Set(tokens).size).toBe(1)
  })

  it('follow a sign-in', async () => {
    const visitor = await stage.newVisitor()
    const bystander = await visitor.open('/')
    await expectStatus(bystander, 'signed-out no-session')
    // As after a deployment that took the files of the former one away.
    const outdated = await visitor.open('/')
    const missed = outdated.waitForRequest('**/pool-session*')
    await outdated.route('**/pool-session*', (route) => route.abort())

    const page = await visitor.open('/private')
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')

    await expectStatus(bystander, 'signed-in')
    await missed
    await expectStatus(outdated, 'signed-out no-session')
    expect(visitor.console.filter((line) => line.includes('imported module'))).toEqual([])
  })

  it('X-20: follow nobody inside a frame, where they do nothing', async () => {
    const visitor = await stage.newVisitor()
    const neighbour = await serve('localhost', (_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<iframe src="${stage.origin}/"></iframe>`)
    })
    const framing = await visitor.context.newPage()
    await framing.goto(neighbour.origin)
    const frame = framing.frames()[1]
    await frame?.waitForFunction(() => window.session?.current().status === 'failed')
    const bystander = await visitor.open('/')

    await openSignedIn(visitor)
    await expectStatus(bystander, 'signed-in')

    const inFrame = visitor.requests.filter((each) => each.frame() === frame).map((each) => each.url())
    expect(inFrame).toContain(`${stage.origin}/`)
    expect(inFrame.filter((url) => url.includes('pool-session'))).toEqual([])
    await neighbour.close()
  })

  it('S-05: follow a sign-out, and forget what they hold', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/private')
    await second.getByRole('heading', { name: 'Private notes' }).waitFor()

    await page.getByRole('button', { name: 'Sign out' }).click()

    await expectStatus(second, 'signed-out signed-out-elsewhere')
    await second.getByRole('heading', { name: 'Private notes' }).waitFor({ state: 'detached' })
    expect(await storedTexts(second)).not.toMatch(/eyJ|refreshToken/)
  })

  it('S-05: follow a sign-out while they are still being loaded', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    const code = Promise.withResolvers<void>()
    const asked = Promise.withResolvers<void>()
    await second.route('**/pool-session*', async (route) => {
      asked.resolve()
      await code.promise
      await route.continue()
    })
    await second.reload()
    await asked.promise

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${stage.origin}/`)
    code.resolve()

    await expectStatus(second, 'signed-out signed-out-elsewhere')
  })

  it('X-32: refuse an access token after a sign-out in another tab', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/')
    await expectStatus(second, 'signed-in')
    const asked = await second.evaluateHandle(() => window.session.current())

    await page.getByRole('button', { name: 'Sign out' }).click()
    await expectStatus(second, 'signed-out signed-out-elsewhere')

    const refusal = await asked.evaluate((state) =>
      state.status === 'signed-in'
        ? state.getAccessToken().catch((error: Error) => error.name)
        : 'not signed in',
    )
    expect(refusal).toBe('SessionEndedError')
  })

  it('S-08: say so when somebody else signs in, and drop what belongs to the former', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/private')
    await second.getByRole('heading', { name: 'Private notes' }).waitFor()

    await page.evaluate(() => window.session.signIn({ prompt: 'login' }))
    await signInAs(page, 'admin@example.com')
    await expectStatus(page, 'signed-in')

    await expectStatus(second, 'ended switched-account')
    await second.getByRole('heading', { name: 'Private notes' }).waitFor({ state: 'detached' })
    await second.reload()
    await second.getByText('useAuth: admin@example.com').waitFor()
  })

  it('S-08: do not continue the page of one person as another', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/private')
    await second.getByLabel('Draft').fill('of the first person')
    stage.pool.faults.set({
      endpoints: { token: { status: 400, body: '{"error":"invalid_grant"}', times: 1 } },
    })
    expect(await renew(second)).toBe('SessionEndedError')
    await expectStatus(second, 'ended expired')

    await page.evaluate(() => void window.session.signIn({ prompt: 'login' }))
    await signInAs(page, 'admin@example.com')
    await expectStatus(page, 'signed-in')

    await expectStatus(second, 'ended switched-account')
    await second.getByLabel('Draft').waitFor({ state: 'detached' })
  })

  it('go on where they were when the same person signs in again elsewhere', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/private')
    await second.getByLabel('Draft').fill('not to be lost')
    stage.pool.faults.set({
      endpoints: { token: { status: 400, body: '{"error":"invalid_grant"}', times: 1 } },
    })
    expect(await renew(second)).toBe('SessionEndedError')

    await page.evaluate(() => void window.session.signIn({ prompt: 'login' }))
    await signInAs(page, 'user@example.com')

    await expectStatus(second, 'signed-in')
    expect(await second.getByLabel('Draft').inputValue()).toBe('not to be lost')
  })

  it('S-05: do not bring a session back that was signed out while they renewed it', async () => {
    const { visitor, page } = await signedInVisitor()
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    const answer = Promise.withResolvers<void>()
    await second.route('**/oauth2/token', async (route) => {
      await answer.promise
      await route.continue()
    })
    const renewal = renew(second)
    await expect.poll(() => visitor.tokenRequests('refresh_token').length).toBe(1)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${stage.origin}/`)
    answer.resolve()

    expect(await renewal).toBe('SessionEndedError')
    await expectStatus(second, 'signed-out signed-out-elsewhere')
    expect(await storedTexts(second)).not.toMatch(/eyJ|refreshToken/)
  })

  it('X-24: ask for what they have missed before they use a refresh token', async () => {
    const { visitor, page } = await signedInVisitor()
    const deaf = await openDeafTab(visitor)
    await renew(page)

    const token = await renew(deaf)

    expect(token).toBe(await accessToken(page))
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
  })

  it('end as such, with the page kept, when they slept while all others renewed and closed (grace 0)', async () => {
    const { visitor, page } = await signedInVisitor()
    const deaf = await openDeafTab(visitor)
    await deaf.getByLabel('Draft').fill('not to be lost')
    await renew(page)
    await page.close()

    expect(await renew(deaf)).toBe('SessionEndedError')

    await expectStatus(deaf, 'ended expired')
    expect(await deaf.getByLabel('Draft').inputValue()).toBe('not to be lost')
    expect(await storedTexts(deaf)).not.toContain('refreshToken')
  })
})

/** A tab that does not hear when another one renews, as if it had been asleep. */
async function openDeafTab(visitor: Visitor): Promise<Page> {
  const page = await visitor.context.newPage()
  await page.addInitScript(() => {
    const { addEventListener } = EventTarget.prototype
    BroadcastChannel.prototype.addEventListener = function (
      this: BroadcastChannel,
      type: string,
      hear: unknown,
    ) {
      addEventListener.call(this, type, (event) => {
        const isNews = event instanceof MessageEvent && event.data.kind === 'renewed'
        if (!isNews && typeof hear === 'function') hear(event)
      })
    }
  })
  await page.goto(`${stage.origin}/private`)
  await expectStatus(page, 'signed-in')
  return page
}

/** What a tab has in place of a token that none of them may use any longer. */
async function tokenInsteadOf(page: Page, insteadOf: string): Promise<string> {
  return page.evaluate(async (refused) => {
    const state = window.session.current()
    return state.status === 'signed-in' ? state.getAccessToken({ insteadOf: refused }) : state.status
  }, insteadOf)
}
