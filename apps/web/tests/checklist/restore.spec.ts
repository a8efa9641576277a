import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { recordSeen, seenOn } from '../seen-on-page.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import { requestsTo, tokenRequests } from '../visitor.ts'

describeInBrowser('a page load', () => {
  const stage = setStage()

  it('1 · a reload while signed in never shows what is for anonymous visitors, on any page', async () => {
    const { page, context } = await stage.arriveSignedIn({ path: '/' })
    await recordSeen(context)
    for (const path of ['/', '/notes', '/account', '/console']) {
      await page.goto(stage.world.webUrl + path)
      await page.getByRole('button', { name: 'Account menu of Uma User' }).waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)

      const seen = await seenOn(page)
      expect({ path, seen }).toMatchObject({ seen: expect.arrayContaining(['Sign out']) })
      expect(seen).not.toContain('Sign in')
      expect(seen.filter((text) => text.startsWith('Let people in'))).toEqual([])
    }
  })

  it('2 · a reload while anonymous never shows what is for people who are signed in', async () => {
    const { page, context } = await stage.arrive()
    await recordSeen(context)
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()

    const seen = await seenOn(page)
    expect(seen).toContain('Sign in')
    expect(seen).not.toContain('Sign out')
    expect(seen.filter((text) => text.startsWith('Hello'))).toEqual([])
  })

  it('3 · the skeleton is in the HTML and painted before any script runs', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/ERR_FAILED/)
    await page.route('**/*.js', (route) => route.abort())
    await page.goto(stage.world.webUrl)

    await page.locator('[aria-busy=true]').getByText('Lifeguard').waitFor()
    const skeleton = await page.screenshot()
    await page.evaluate(() => document.body.replaceChildren())
    expect(skeleton.equals(await page.screenshot())).toBe(false)
  })

  it('4 · the skeleton and the page have the same boxes', async () => {
    const { page } = await stage.arriveSignedIn()
    await page.addInitScript(watchLayoutShifts)
    await page.reload()
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()

    expect(await layoutShift(page)).toBeLessThan(0.05)
    // What measures nothing would be content with everything.
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('#root')?.style.setProperty('padding-top', '300px')
    })
    await page.waitForFunction(() => Number(Reflect.get(window, 'layoutShift')) > 0.05)
  })

  it('4 · the footer comes with the page, which would push it down', async () => {
    const { page } = await stage.arrive()
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/not-found-page-*.js', async (route) => {
      await isReleased
      await route.continue()
    })
    await page.goto(`${stage.world.webUrl}/nothing-here`, { waitUntil: 'commit' })
    await page.locator('main > [aria-busy=true]').waitFor({ state: 'attached' })

    expect(await page.locator('footer').isVisible()).toBe(false)
    release()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.locator('footer').waitFor()
  })

  it('58 · from a reload to ready it takes one request to the pool', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    const before = visitor.requests.length
    await page.reload()
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()

    const toPool = visitor.requests
      .slice(before)
      .filter((request) => request.url().startsWith(stage.world.pool.domain))
    expect(toPool.map((request) => request.method())).toEqual(['POST'])
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
    expect(requestsTo(visitor, '/.well-known/openid-configuration')).toEqual([])
  })
})

function watchLayoutShifts(): void {
  Reflect.set(window, 'layoutShift', 0)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = Number(Reflect.get(entry, 'value')) + Number(Reflect.get(window, 'layoutShift'))
      Reflect.set(window, 'layoutShift', shift)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

async function layoutShift(page: Page): Promise<number> {
  // Entries of a frame are delivered after it.
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    return Number(Reflect.get(window, 'layoutShift'))
  })
}
