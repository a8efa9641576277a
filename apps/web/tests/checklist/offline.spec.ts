import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { readStorage } from '../storage.ts'
import { requestsTo } from '../visitor.ts'
import { addNote, openNewNote } from '../writing-notes.ts'

describeInBrowser('without a network', () => {
  const stage = setStage()

  it('31 · a page load with a stored session says so, and is no sign-in page', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page, context } = visitor
    visitor.excuse(/ERR_INTERNET_DISCONNECTED/)
    // The network goes while the page loads: the rest of the app comes as from a cache, pool and API are out of reach.
    await page.route(`${stage.world.webUrl}/**`, async (route) => {
      if (route.request().isNavigationRequest()) return route.fallback()
      await context.setOffline(true)
      await route.fulfill({ response: await route.fetch() })
    })
    await page.reload()

    await page.getByText('You are offline').waitFor()
    await page.getByRole('heading', { level: 1, name: 'could not be reached' }).waitFor()
    expect(requestsTo(visitor, '/oauth2/authorize')).toEqual([])

    await context.setOffline(false)
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    expect(requestsTo(visitor, '/oauth2/authorize')).toEqual([])
  })

  it('32 · one mark says so, the data stays, and it is brought up to date afterwards', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page, context } = visitor
    visitor.excuse(/ERR_INTERNET_DISCONNECTED/)
    await page.clock.install()
    await addNote(page, { title: 'Seen before' })

    await context.setOffline(true)
    await page.getByText('You are offline').waitFor()
    expect(await page.getByText(/offline/i).count()).toBe(1)
    await page.getByRole('article', { name: 'Seen before' }).waitFor()

    visitor.forgetRequests()
    await page.clock.fastForward(60_000)
    await context.setOffline(false)
    await page.getByText('You are offline').waitFor({ state: 'detached' })
    await expect.poll(() => requestsTo(visitor, '/notes', 'GET').length).toBe(1)
  })

  it('33 · a note can be written, stands in the list meanwhile, and is sent afterwards', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page, context } = visitor
    visitor.excuse(/ERR_INTERNET_DISCONNECTED/)
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await openNewNote(page)
    await page.getByLabel('Title').fill('Written at sea')
    await page.getByLabel('Text').fill('No bars')
    expect(await readStorage(page)).toContain('No bars')
    await page.getByRole('button', { name: 'Add note' }).click()

    await page.locator('article[aria-busy=true]', { hasText: 'Written at sea' }).waitFor()
    visitor.forgetRequests()
    await context.setOffline(false)
    await page.locator('article[aria-busy=false]', { hasText: 'Written at sea' }).waitFor()
    expect(requestsTo(visitor, '/notes', 'POST')).toHaveLength(1)
  })
})
