import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInWholeBrowser, setStage } from '../stage.ts'
import { requestsTo } from '../visitor.ts'
import { addNote } from '../writing-notes.ts'

// Playwright turns the back/forward cache off by default; people have it on. With it, page.goBack() never resolves.
describeInWholeBrowser('a page that the browser kept alive', () => {
  const stage = setStage({ keepPagesInCache: true })

  it('17 · the button says "Redirecting…" and can be used again after Back', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.goto(stage.world.webUrl)
    const button = page.getByRole('banner').getByRole('button')
    await button.evaluate(recordChanges)
    await button.click()
    await page.getByLabel(/^password/i).waitFor()

    await goBack(page)
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor()
    // What was recorded before is still there, so it is the very page that was left.
    expect(await page.evaluate(() => Reflect.get(window, 'changes'))).toContain('Redirecting… true')
    expect(await button.getAttribute('aria-busy')).toBe('false')
    await button.click()
    await page.getByLabel(/^password/i).waitFor()
    expect(requestsTo(visitor, '/oauth2/authorize')).toHaveLength(2)
  })

  it('35 · X-30 · Back after signing out shows nothing private and sends no token', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    await addNote(page, { title: 'For my eyes only' })
    await page.getByRole('button', { name: 'Edit “For my eyes only”' }).waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    visitor.forgetRequests()

    await goBack(page)
    await page.waitForURL((url) => url.pathname !== '/' || url.origin !== stage.world.webUrl)
    await page.getByRole('button', { name: 'Sign in' }).first().waitFor()
    expect(await page.content()).not.toMatch(/For my eyes only|Uma User/)
    expect(visitor.requests.filter((request) => request.headers().authorization)).toEqual([])
  })
})

/** Goes back a moment later, so that the page that is left can still say that it has heard. */
async function goBack(page: Page): Promise<void> {
  await page.evaluate(() => void setTimeout(() => history.back()))
}

/** Writes down what a button says, and whether it says that it is busy, whenever that changes. */
function recordChanges(button: Element): void {
  const changes: string[] = []
  Reflect.set(window, 'changes', changes)
  new MutationObserver(() => {
    changes.push(`${button.textContent} ${button.getAttribute('aria-busy')}`)
  }).observe(button, { attributes: true, childList: true, characterData: true, subtree: true })
}
