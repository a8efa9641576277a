import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectStatus, renew, settleRenewals, storedTexts } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn, signInAs, type Visitor } from './visitor.ts'

const stage = setStage()

type Fault = 'unavailable' | 'error' | 'throttled' | 'html' | 'reset' | 'hang'

/** From now on the token endpoint fails like this; what it was asked for is counted, and reaches no pool. */
async function breakTokenEndpoint(page: Page, fault: Fault): Promise<{ attempts: () => number }> {
  let attempts = 0
  await page.route('**/oauth2/token', async (route) => {
    attempts += 1
    const headers = { 'access-control-allow-origin': '*' }
    if (fault === 'reset') await route.abort('connectionreset')
    if (fault === 'unavailable') await route.fulfill({ status: 503, headers, body: '' })
    if (fault === 'error') await route.fulfill({ status: 500, headers, json: { error: 'server_error' } })
    if (fault === 'throttled') await route.fulfill({ status: 429, headers, json: { message: 'slow down' } })
    if (fault === 'html')
      await route.fulfill({ status: 200, headers, contentType: 'text/html', body: '<p>Wi-Fi</p>' })
  })
  return { attempts: () => attempts }
}

async function repairTokenEndpoint(page: Page): Promise<void> {
  await page.unroute('**/oauth2/token')
}

async function renewalOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const state = window.session.current()
    return state.status === 'signed-in' ? state.renewal : state.status
  })
}

/** A visitor whose pages live by a clock that the test sets. */
async function withClock(): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await stage.newVisitor()
  await visitor.context.clock.install()
  return { visitor, page: await openSignedIn(visitor) }
}

/** Lets time pass for a page, and each renewal that falls due come to its end before time goes on. */
async function passSeconds(page: Page, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 5) {
    await page.clock.runFor(5000)
    await settleRenewals(page)
  }
}

describe('an outage of the pool', () => {
  it.each<Fault>(['unavailable', 'error', 'throttled', 'html', 'reset'])(
    'C-14: (%s) during a renewal keeps the session, says so, and spares the pool',
    async (fault) => {
      const visitor = await stage.newVisitor()
      const page = await openSignedIn(visitor)
      const broken = await breakTokenEndpoint(page, fault)

      expect(await renew(page)).toBe('PoolUnreachableError')
      expect(await renew(page)).toBe('PoolUnreachableError')

      expect(broken.attempts()).toBe(1)
      expect(await renewalOf(page)).toBe('waiting')
      expect(await storedTexts(page)).toContain('refreshToken')
    },
  )

  it('C-14, X-28: is over when the pool answers again: three failures, at most six attempts a minute, no sign-out', async () => {
    const { page } = await withClock()
    const broken = await breakTokenEndpoint(page, 'unavailable')
    await renew(page)
    await passSeconds(page, 60)
    expect(broken.attempts()).toBeGreaterThanOrEqual(3)
    expect(broken.attempts()).toBeLessThanOrEqual(6)

    await repairTokenEndpoint(page)
    await passSeconds(page, 90)

    await expect.poll(() => renewalOf(page)).toBe('on-time')
  })

  it('ends at once when the device is online again', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await visitor.context.setOffline(true)
    expect(await renew(page)).toBe('PoolUnreachableError')
    await visitor.context.setOffline(false)

    await expect.poll(() => renewalOf(page)).toBe('on-time')
  })

  it('while a session is restored shows no sign-in, and goes on by itself afterwards', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    const broken = await breakTokenEndpoint(page, 'reset')
    await page.reload()
    await expectStatus(page, 'failed unreachable')
    expect(page.url()).toBe(`${stage.origin}/private`)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(broken.attempts).toBe(2)
    await settleRenewals(page)

    await repairTokenEndpoint(page)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))

    await expectStatus(page, 'signed-in')
    // Nor an error that nobody caught: what came of trying is shown.
    expect(visitor.console.filter((line) => !line.startsWith('Failed to load resource'))).toEqual([])
  })

  it.each<Fault>(['unavailable', 'error', 'html', 'reset'])(
    'X-08: (%s) at the callback offers to try again, which signs in',
    async (fault) => {
      const visitor = await stage.newVisitor()
      const page = await visitor.open('/private?a=b')
      await page.getByLabel(/password/i).waitFor()
      await breakTokenEndpoint(page, fault)
      await signInAs(page, 'user@example.com')
      await expectStatus(page, 'failed unreachable')
      expect(await storedTexts(page)).not.toMatch(/refreshToken|eyJ/)

      await repairTokenEndpoint(page)
      await page.getByRole('button', { name: 'Try again' }).click()

      await expectStatus(page, 'signed-in')
      expect(page.url()).toBe(`${stage.origin}/private?a=b`)
    },
  )

  it('C-11, X-08: that hangs is given up after ten seconds', async () => {
    const visitor = await stage.newVisitor()
    await visitor.context.clock.install()
    const page = await visitor.open('/private')
    await page.getByLabel(/password/i).waitFor()
    const broken = await breakTokenEndpoint(page, 'hang')
    await signInAs(page, 'user@example.com')
    await expect.poll(broken.attempts).toBe(1)
    // The code is out of sight before anything is asked of the pool.
    expect(await page.evaluate(() => location.href)).toBe(`${stage.origin}/callback`)
    await visitor.context.clock.runFor(10_000)

    await expectStatus(page, 'failed unreachable')
  })

  it('X-25: or of the tab that renews does not keep another tab from renewing', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    const second = await visitor.open('/private')
    await expectStatus(second, 'signed-in')
    const broken = await breakTokenEndpoint(page, 'hang')
    void renew(page).catch(() => undefined)
    await expect.poll(broken.attempts).toBe(1)

    const renewal = renew(second)
    await page.close()

    expect(await renewal).toMatch(/^eyJ/)
  })
})

describe('a refresh token that the pool takes no longer', () => {
  it('C-14: ends the session once, keeps page and text, and sends nobody away', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor, '/private?a=b#c')
    await page.getByLabel('Draft').fill('not to be lost')
    await revokeStored(page)

    expect(await renew(page)).toBe('SessionEndedError')

    await expectStatus(page, 'ended expired')
    expect(await page.getByLabel('Draft').inputValue()).toBe('not to be lost')
    expect(page.url()).toBe(`${stage.origin}/private?a=b#c`)
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
    expect(visitor.requests.filter((each) => each.url().includes('/oauth2/authorize'))).toHaveLength(1)

    await page.locator('aside').getByRole('button', { name: 'Sign in' }).click()
    await expectStatus(page, 'signed-in')
    expect(page.url()).toBe(`${stage.origin}/private?a=b#c`)
  })
})

async function revokeStored(page: Page): Promise<void> {
  const stored = await page.evaluate(() =>
    Object.values(sessionStorage).find((value) => value.includes('refreshToken')),
  )
  const { refreshToken } = JSON.parse(stored ?? '{}')
  const body = new URLSearchParams({ token: refreshToken, client_id: 'lifeguardweb00000000000001' })
  const response = await fetch(`${stage.pool.domain}/oauth2/revoke`, { method: 'POST', body })
  expect(response.status).toBe(200)
}
