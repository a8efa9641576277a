import type { Page, Request } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { readStorage } from '../storage.ts'
import { takeTabTimes } from '../tab-times.ts'
import { requestsTo, signInAtPool, tokenRequests, type Visitor } from '../visitor.ts'
import { addNote, sendNote } from '../writing-notes.ts'

describeInBrowser('the tabs of a browser', () => {
  const stage = setStage()

  async function openTab({ context }: Visitor, path: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(stage.world.webUrl + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    return page
  }

  it('18 · follow a sign-in in one of them within a second', async () => {
    const visitor = await stage.arrive()
    const times = await takeTabTimes(visitor.context)
    const other = await openTab(visitor, '/')
    await visitor.page.goto(`${stage.world.webUrl}/notes`)
    await signInAtPool(visitor.page, stage.world, 'user@example.com')

    await other.getByRole('heading', { level: 1, name: 'Hello, Uma User' }).waitFor()
    await expect.poll(() => times.msFrom('signed-in', 'Hello, Uma User')).toBeLessThan(1000)
  })

  it('19 · S-05 · follow a sign-out in one of them within a second, and drop what they showed and held', async () => {
    const visitor = await stage.arriveSignedIn()
    const times = await takeTabTimes(visitor.context)
    await visitor.page.reload()
    await addNote(visitor.page, { title: 'A secret of mine' })
    const other = await openTab(visitor, '/notes')
    await other.getByRole('article', { name: 'A secret of mine' }).waitFor()

    await visitor.page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()

    await other.getByText('You signed out in another tab').waitFor()
    await expect.poll(() => times.msFrom('signed-out', 'You are not signed in')).toBeLessThan(1000)
    await expect.poll(() => other.content()).not.toMatch(/A secret of mine|Uma User|user@example/)
    expect(await readStorage(other)).not.toMatch(/refreshToken|eyJ|user@example/)
  })

  it('S-05 · keep nothing either that comes back after a sign-out in one of them', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/ERR_FAILED/)
    const held = Promise.withResolvers<void>()
    const adds = (request: Request) => request.method() === 'POST' && request.url().endsWith('/notes')
    await page.route(`${stage.world.apiUrl}/me`, async (route) => {
      await held.promise
      const headers = { 'access-control-allow-origin': stage.world.webUrl }
      await route.fulfill({ headers, json: { subject: 'uma', displayName: 'Chosen name' } }).catch(() => {})
    })
    await page.route(`${stage.world.apiUrl}/notes`, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      await held.promise
      await route.abort()
    })
    await page.goto(`${stage.world.webUrl}/notes`)
    await signInAtPool(page, stage.world, 'user@example.com')
    const other = await openTab(visitor, '/notes')
    const failed = page.waitForEvent('requestfailed', adds)
    const sent = page.waitForRequest(adds)
    await sendNote(page, { title: 'A secret of mine' })
    await sent
    await other.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You signed out in another tab').waitFor()
    held.resolve()
    await failed

    // Whatever the page does with these answers, it does before it is asked for the next one.
    await page.evaluate(() => fetch('/config.json'))
    expect(await readStorage(page)).not.toMatch(/A secret of mine|Chosen name/)
  })

  it('20 · S-08 · say within a second that the account was switched, and drop what belongs to the former person', async () => {
    const visitor = await stage.arrive()
    const times = await takeTabTimes(visitor.context)
    const { page } = visitor
    await page.goto(`${stage.world.webUrl}/notes`)
    await page.getByLabel(/^password/i).waitFor()
    const authorize = new URL(requestsTo(visitor, '/oauth2/authorize')[0]?.url() ?? '')
    const other = await visitor.context.newPage()
    await other.goto(`${stage.world.webUrl}/notes`)
    await signInAtPool(other, stage.world, 'user@example.com')
    await addNote(other, { title: 'Belongs to Uma' })
    await other.getByRole('article', { name: 'Belongs to Uma' }).waitFor()

    // The first tab asks the pool for its page again, and somebody else signs in there.
    authorize.searchParams.set('prompt', 'login')
    await page.goto(authorize.href)
    await signInAtPool(page, stage.world, 'admin@example.com')

    const switched = other.getByRole('heading', { level: 1, name: 'switched accounts in another tab' })
    const heading = (await switched.textContent()) ?? ''
    await expect.poll(() => times.msFrom('signed-in', heading)).toBeLessThan(1000)
    await expect.poll(() => other.content()).not.toMatch(/Belongs to Uma|user@example/)
    await other.reload()
    await other.getByRole('button', { name: 'Account menu of Ada Admin' }).waitFor()
    expect(await readStorage(other)).not.toContain('Belongs to Uma')
  })

  it('21 · a link in a new tab opens signed in, without a page of the pool', async () => {
    const visitor = await stage.arriveSignedIn()
    visitor.forgetRequests()
    const other = await openTab(visitor, '/account')

    await other.getByRole('heading', { level: 1, name: 'Account' }).waitFor()
    expect(requestsTo(visitor, '/oauth2/authorize')).toEqual([])
    expect(tokenRequests(visitor).length).toBeLessThanOrEqual(1)
  })
})
