import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, type Stage, setStage } from '../stage.ts'
import { readRefreshToken } from '../storage.ts'
import { requestsTo, tokenRequests, type Visitor } from '../visitor.ts'
import { openNewNote, sendNote } from '../writing-notes.ts'

// The access token of the local pool lives for an hour.
const almostAnHourMs = 59.5 * 60_000
const twoHoursMs = 120 * 60_000

describeInBrowser('an access token', () => {
  const stage = setStage()

  it('26 · is renewed before it expires while somebody looks at the page', async () => {
    const { visitor, page } = await arriveWithClock(stage)
    await page.clock.fastForward(30 * 60_000)
    expect(tokenRequests(visitor, 'refresh_token')).toEqual([])

    const renewed = page.waitForResponse(/oauth2\/token/)
    await page.clock.fastForward(29.5 * 60_000)
    expect((await renewed).status()).toBe(200)
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
  })

  it('26 · is not renewed while the page is hidden, and at once when it is shown again', async () => {
    const { visitor, page } = await arriveWithClock(stage)
    await setVisibility(page, 'hidden')
    await page.clock.fastForward(almostAnHourMs)
    await page.clock.runFor(60_000)
    expect(tokenRequests(visitor, 'refresh_token')).toEqual([])

    const renewed = page.waitForResponse(/oauth2\/token/)
    await setVisibility(page, 'visible')
    expect((await renewed).status()).toBe(200)
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
  })

  it('27 · X-27 · that expired while the laptop slept is replaced before the first call', async () => {
    const { visitor, page } = await arriveWithClock(stage)
    await page.clock.fastForward(twoHoursMs)
    await sendNote(page, { title: 'After the nap' })

    await page.getByRole('button', { name: 'Edit “After the nap”' }).waitFor()
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)
    const [saved] = requestsTo(visitor, '/notes', 'POST')
    expect((await saved?.response())?.status()).toBe(201)
  })

  it('15 · 54 · S-01 · that cannot be renewed ends the session, and keeps the page and what was typed', async () => {
    const { visitor, page } = await arriveWithClock(stage)
    visitor.excuse(/status of 400/)
    await openNewNote(page)
    await page.getByLabel('Title').fill('Half a thought')
    await revokeAtPool(stage, page)
    await page.clock.fastForward(almostAnHourMs)

    const dialog = page.getByRole('dialog', { name: 'New note' })
    await dialog.getByText('Your session has ended').waitFor()
    expect(page.url()).toBe(`${stage.world.webUrl}/notes`)
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a thought')
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(1)

    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()
    expect(page.url()).toBe(`${stage.world.webUrl}/notes`)
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a thought')
  })

  it('C-14 · X-28 · survives an outage of the pool: the session stays, and is renewed after it', async () => {
    const { visitor, page } = await arriveWithClock(stage)
    visitor.excuse(/status of 503/)
    stage.world.pool.faults.set({ endpoints: { token: { status: 503, times: 3 } } })
    await page.clock.fastForward(almostAnHourMs)
    for (const attempt of [1, 2, 3, 4]) {
      await expect.poll(() => tokenRequests(visitor, 'refresh_token').length).toBe(attempt)
      await settled(visitor)
      expect(await page.getByRole('button', { name: /^Account menu/ }).count()).toBe(1)
      await page.clock.fastForward(60_000)
    }

    await sendNote(page, { title: 'Still here' })
    await page.getByRole('button', { name: 'Edit “Still here”' }).waitFor()
    expect(tokenRequests(visitor, 'refresh_token')).toHaveLength(4)
  })
})

/** Somebody on the notes page whose time is in the hands of the test. */
async function arriveWithClock(stage: Stage): Promise<{ visitor: Visitor; page: Page }> {
  const visitor = await stage.arriveThroughPool()
  const { page } = visitor
  await page.clock.install()
  await page.reload()
  await page.getByRole('heading', { name: 'Notes', level: 1 }).waitFor()
  // The reload itself has renewed the tokens once.
  visitor.forgetRequests()
  return { visitor, page }
}

async function revokeAtPool({ world }: Stage, page: Page): Promise<void> {
  const token = (await readRefreshToken(page)) ?? ''
  const body = new URLSearchParams({ token, client_id: 'lifeguardweb00000000000001' })
  const response = await fetch(`${world.pool.domain}/oauth2/revoke`, { method: 'POST', body })
  expect(response.status).toBe(200)
}

async function setVisibility(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

/** Resolves once the newest token request has been answered. */
async function settled(visitor: Visitor): Promise<void> {
  await (await tokenRequests(visitor).at(-1)?.response())?.finished()
}
