import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { readRefreshToken } from '../storage.ts'
import type { Visitor } from '../visitor.ts'

describeInBrowser('a mishap', () => {
  const stage = setStage()

  function countPageLoads({ page }: Visitor): () => number {
    let loads = 0
    page.on('load', () => {
      loads += 1
    })
    return () => loads
  }

  it('55 · X-42 · a file of a former deployment that is gone is answered with one reload', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 404|dynamically imported/)
    const loads = countPageLoads(visitor)
    await page.route('**/assets/account-page-*.js', (route) =>
      loads() === 0 ? route.fulfill({ status: 404 }) : route.fallback(),
    )
    // The answer to the reload is held back until the old page would show what it was told: after a sign of loading,
    // React waits 300 ms before it shows anything else.
    const shown = page.waitForEvent('console', (message) => message.text() === 'shown')
    await page.evaluate(() => {
      const say = () => console.debug('shown')
      addEventListener('vite:preloadError', () => setTimeout(say, 600))
    })
    await page.route(`${stage.world.webUrl}/account`, async (route) => {
      await shown
      await route.fallback()
    })
    await page.locator('main').getByRole('link', { name: 'Account' }).click()

    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor()
    await expect.poll(loads).toBe(1)
    expect(await readRefreshToken(page)).toBeDefined()
  })

  it('55 · X-42 · a file that stays away is answered with a message, and no second reload', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 404|dynamically imported|Page crashed/)
    await page.route('**/assets/account-page-*.js', (route) => route.fulfill({ status: 404 }))
    const loads = countPageLoads(visitor)
    await page.locator('main').getByRole('link', { name: 'Account' }).click()

    await page.getByRole('heading', { level: 1, name: 'Something went wrong' }).waitFor()
    await page.getByRole('button', { name: 'Reload' }).waitFor()
    await expect.poll(loads).toBe(1)
    expect(await readRefreshToken(page)).toBeDefined()
  })

  it('57 · a page that crashes offers to reload and to sign out, and a reference for support', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/TypeError|Cannot read|crash/i)
    await page.route(new RegExp(`^${stage.world.apiUrl}/notes(\\?.*)?$`), (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': stage.world.webUrl },
        json: { items: [null], nextCursor: null },
      }),
    )
    await page.goto(`${stage.world.webUrl}/notes`)

    await page.getByRole('button', { name: 'Reload' }).waitFor()
    expect(await page.getByText('For support:').textContent()).toMatch(/[\w-]{6,}$/)
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
  })
})
