import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessToken, expectStatus, settleRenewals } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn, type Visitor } from './visitor.ts'

const stage = setStage()

/** A visitor whose pages live by a clock that the test sets. */
async function withClock(): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await stage.newVisitor()
  await visitor.context.clock.install()
  return { visitor, page: await openSignedIn(visitor) }
}

async function setVisibility(page: Page, visibility: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, visibility)
}

describe('an access token of an hour', () => {
  it('is renewed once, shortly before it expires', async () => {
    const { visitor, page } = await withClock()
    const first = await accessToken(page)
    await visitor.context.clock.runFor('58:00')
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(0)

    await visitor.context.clock.runFor('01:00')

    await expect.poll(() => accessToken(page)).not.toBe(first)
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
  })

  it('is left alone while nobody looks, and renewed when somebody does', async () => {
    const { visitor, page } = await withClock()
    await setVisibility(page, 'hidden')
    await visitor.context.clock.runFor('59:30')
    await settleRenewals(page)
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(0)

    await setVisibility(page, 'visible')

    await expect.poll(() => visitor.tokenRequests('refresh_token').length).toBe(1)
  })

  it('22 · 23 · X-27: is renewed once for all tabs that wake up, and their first calls have the new one', async () => {
    const { visitor, page } = await withClock()
    const pages = [page]
    while (pages.length < 4) pages.push(await visitor.open('/'))
    await Promise.all(pages.map((each) => expectStatus(each, 'signed-in')))
    const first = await accessToken(page)
    await visitor.context.clock.fastForward('07:00:00')

    const tokens = await Promise.all([...pages, ...pages, ...pages].map(accessToken))

    expect(new Set(tokens).size).toBe(1)
    expect(tokens[0]).not.toBe(first)
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
  })

  it('X-27: is kept when the clock is set back by an hour', async () => {
    const { visitor, page } = await withClock()
    const first = await accessToken(page)
    await visitor.context.clock.setSystemTime(Date.now() - 3_600_000)

    expect(await accessToken(page)).toBe(first)
  })
})

describe('a device whose clock is wrong', () => {
  it.each([
    ['two hours fast', 7_200_000],
    ['two hours slow', -7_200_000],
  ])('(%s) asks its own web server for the time, and signs in', async (_what, offsetMs) => {
    const visitor = await stage.newVisitor()
    await visitor.context.clock.install({ time: Date.now() + offsetMs })
    const page = await openSignedIn(visitor)

    expect(await accessToken(page)).toMatch(/^eyJ/)
    expect(visitor.tokenRequests()).toHaveLength(1)
  })
})
