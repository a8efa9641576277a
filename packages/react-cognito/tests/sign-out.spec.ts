import type { IncomingMessage } from 'node:http'
import { findWholeBrowser } from '@lifeguard/test-browser'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { expectStatus, storedTexts } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn, signInAs, type Visitor } from './visitor.ts'

const stage = setStage({ wholeBrowser: true })
let toldToApi: IncomingMessage[]

beforeEach(() => {
  toldToApi = []
  stage.answerApi((request, response) => {
    toldToApi.push(request)
    response.end('{}')
  })
})

async function pressSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click()
}

async function refreshTokenOf(page: Page): Promise<string> {
  const stored = await page.evaluate(() =>
    Object.values(sessionStorage).find((value) => value.includes('refreshToken')),
  )
  return JSON.parse(stored ?? '{}').refreshToken
}

/** As the button does. `page.goBack()` waits for ever for a page out of the back/forward cache. */
async function goBack(page: Page): Promise<void> {
  // Later, since the answer of this call does not survive the page.
  await page.evaluate(() => void setTimeout(() => history.back()))
}

function urlsOf(visitor: Visitor, path: string): URL[] {
  return visitor.requests.map((each) => new URL(each.url())).filter((url) => url.pathname === path)
}

describe('signing out', () => {
  it('C-19, S-04: ends the session here, at the API and at the pool', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    const refreshToken = await refreshTokenOf(page)
    await pressSignOut(page)
    await page.waitForURL(`${stage.origin}/`)

    expect(urlsOf(visitor, '/oauth2/revoke')).toHaveLength(1)
    expect(toldToApi.map(({ url, headers }) => [url, headers.authorization?.slice(0, 10)])).toEqual([
      ['/api/me/sessions/revoke', 'Bearer eyJ'],
    ])
    const [signOut] = urlsOf(visitor, '/logout')
    expect([...(signOut?.searchParams.keys() ?? [])]).toEqual(['client_id', 'logout_uri'])

    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: 'lifeguardweb00000000000001',
    })
    const refused = await fetch(`${stage.pool.domain}/oauth2/token`, { method: 'POST', body })
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' })
  })

  it('puts no token into any URL', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await pressSignOut(page)
    await page.waitForURL(`${stage.origin}/`)

    expect(visitor.requests.map((each) => each.url()).filter((url) => /eyJ|id_token/.test(url))).toEqual([])
  })

  it('S-03: forgets everything here before it goes anywhere, and sends no guard to sign in', async () => {
    const visitor = await stage.newVisitor()
    await visitor.context.clock.install()
    const page = await openSignedIn(visitor)
    const revocation = page.waitForRequest('**/oauth2/revoke')
    await page.route('**/oauth2/revoke', () => undefined)
    await pressSignOut(page)
    await revocation

    expect(await storedTexts(page)).not.toMatch(/refreshToken|eyJ/)
    expect(await page.evaluate(() => window.apiFetch('/notes').catch((error: Error) => error.name))).toBe(
      'SessionEndedError',
    )
    expect(urlsOf(visitor, '/oauth2/authorize')).toHaveLength(1)
    // A revocation that hangs holds nobody up for more than two seconds.
    await visitor.context.clock.runFor(2000)
    await page.waitForURL(`${stage.origin}/`, { timeout: 12_000 })
  })

  it('tells the API nothing that it knows already', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await page.evaluate(() => void window.session.signOut({ tellApi: false }))
    await page.waitForURL(`${stage.origin}/`)

    expect(urlsOf(visitor, '/oauth2/revoke')).toHaveLength(1)
    expect(toldToApi).toEqual([])
  })

  it('S-06: leads on from the pool to the registered address alone', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await pressSignOut(page)
    await page.waitForURL(`${stage.origin}/`)
    const [asked] = urlsOf(visitor, '/logout')
    if (asked === undefined) throw new Error('Nobody asked the pool to sign out')

    for (const other of ['https://evil.example/', '//evil.example/', `${stage.origin}/elsewhere`]) {
      const forged = new URL(asked)
      forged.searchParams.set('logout_uri', other)
      await page.goto(forged.href)
      expect(new URL(page.url()).origin).toBe(stage.pool.domain)
    }
    await page.goto(asked.href)
    expect(page.url()).toBe(`${stage.origin}/`)
  })

  it('works while revocation and API are down', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await page.route('**/oauth2/revoke', (route) => route.abort())
    await page.route('**/api/**', (route) => route.abort())
    await pressSignOut(page)

    await page.waitForURL(`${stage.origin}/`)
    await expectStatus(page, 'signed-out no-session')
  })

  it('works offline, says that the pool was not reached, and asks for the password next time', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await visitor.context.setOffline(true)
    await pressSignOut(page)

    await expectStatus(page, 'signed-out signed-out-here-only')
    expect(await storedTexts(page)).not.toMatch(/refreshToken|eyJ/)
    expect(page.url()).toBe(`${stage.origin}/private`)

    await visitor.context.setOffline(false)
    await page.locator('aside').getByRole('button', { name: 'Sign in' }).click()
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')
    expect(urlsOf(visitor, '/oauth2/authorize').at(-1)?.searchParams.get('prompt')).toBe('login')
    expect(await storedTexts(page)).not.toContain('ask-password')
  })

  it('F-13, X-30, X-31: leaves nothing to go back, forward or reload to', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await pressSignOut(page)
    await page.waitForURL(`${stage.origin}/`)
    toldToApi.length = 0

    await goBack(page)
    await page.getByLabel(/password/i).waitFor()
    expect(await page.content()).not.toContain('Private notes')
    await page.goto(`${stage.origin}/`)
    await page.reload()
    await expectStatus(page, 'signed-out no-session')
    expect(toldToApi).toEqual([])
  })
})

describe('going to sign in', () => {
  it.skipIf(findWholeBrowser() === undefined)(
    'says so, and is usable again after Back out of the back/forward cache',
    async () => {
      const visitor = await stage.newVisitor()
      const page = await visitor.open('/')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByLabel(/password/i).waitFor()

      await goBack(page)

      await expect.poll(() => page.evaluate(() => location.href)).toBe(`${stage.origin}/`)
      await expectStatus(page, 'signed-out came-back')
      await page.evaluate(() => document.querySelector('button')?.click())
      await expect.poll(() => page.evaluate(() => location.pathname)).toBe('/login')
    },
  )

  it('does not trap Back between a private page and the pool', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.open('/')
    await page.goto(`${stage.origin}/private`)
    await page.getByLabel(/password/i).waitFor()

    await goBack(page)

    await expect.poll(() => page.evaluate(() => location.href)).toBe(`${stage.origin}/`)
  })
})
