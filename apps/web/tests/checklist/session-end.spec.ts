import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { audit } from '../axe.ts'
import { describeInBrowser, type Stage, setStage } from '../stage.ts'
import { requestsTo, signInAtPool, type Visitor } from '../visitor.ts'
import { openNewNote } from '../writing-notes.ts'

const minuteMs = 60_000

describeInBrowser('the end of a session', () => {
  const stage = setStage()
  const almostAnHour = { refreshTokenSeconds: 55 * 60 }
  const idleQuarter = { idleTimeoutSeconds: 15 * 60 }

  it('28 · 29 · 45 · S-01 · is announced in a dialog that takes the focus and gives it back, and then comes', async () => {
    const { page, other } = await arriveTwice(stage, almostAnHour)
    await page.bringToFront()
    await openNewNote(page)
    await page.getByLabel('Title').fill('Half a thought')
    await page.clock.fastForward(51 * minuteMs)

    const dialog = page.getByRole('alertdialog', { name: 'Your session ends soon' })
    await dialog.waitFor()
    expect(await dialog.evaluate((element) => element === document.activeElement)).toBe(true)
    await expect.poll(() => dialog.getByRole('timer').textContent()).toMatch(/^3:[345]\d$/)
    expect(await dialog.getByRole('status').textContent()).toBe('')
    expect(await audit(page)).toEqual([])

    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title')
    await page.clock.runFor(2 * minuteMs)
    expect(await dialog.count()).toBe(0)
    expect(await page.getByText('Your session ends:').count()).toBe(1)

    await page.clock.fastForward(3 * minuteMs)
    await page.getByRole('dialog', { name: 'New note' }).getByText('Your session has ended').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a thought')
    await other.getByText('Your session has ended').waitFor()
  })

  it('28 · 54 · is put off by signing in again, which comes back to the page and the text', async () => {
    const { visitor, page, other } = await arriveTwice(stage, almostAnHour)
    await page.bringToFront()
    await openNewNote(page)
    await page.getByLabel('Title').fill('Half a thought')
    await page.clock.fastForward(52 * minuteMs)
    const dialog = page.getByRole('alertdialog')
    const otherDialog = other.getByRole('alertdialog')
    await Promise.all([dialog.waitFor(), otherDialog.waitFor()])
    visitor.forgetRequests()

    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await signInAtPool(page, stage.world, 'user@example.com')

    await page.getByRole('button', { name: /^Account menu/ }).waitFor()
    expect(page.url()).toBe(`${stage.world.webUrl}/notes`)
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a thought')
    const request = new URL(requestsTo(visitor, '/oauth2/authorize')[0]?.url() ?? '').searchParams
    expect([request.get('prompt'), request.get('login_hint')]).toEqual(['login', 'user@example.com'])
    await otherDialog.waitFor({ state: 'detached' })
  })

  it('30 · 45 · S-01 · for want of activity is announced in every tab, and put off or come to in all of them', async () => {
    const { page, other } = await arriveTwice(stage, idleQuarter)
    await page.clock.fastForward(13.5 * minuteMs)
    const dialogs = [page, other].map((tab) => tab.getByRole('alertdialog', { name: 'Are you still there?' }))
    for (const dialog of dialogs) await dialog.waitFor()
    await page.clock.runFor(40_000)
    await expect.poll(() => dialogs[0]?.getByRole('status').textContent()).toBe('60 seconds left')
    expect(await audit(page)).toEqual([])

    await dialogs[1]?.getByRole('button', { name: 'Stay signed in' }).click()
    for (const dialog of dialogs) await dialog.waitFor({ state: 'detached' })

    await page.clock.fastForward(16 * minuteMs)
    for (const tab of [page, other]) await tab.getByText('Nobody has used this app for a while').waitFor()
    expect(await other.getByRole('heading', { level: 1 }).textContent()).toBe('Account')
  })
})

/** Somebody with two tabs whose common time is in the hands of the test, in an app that was configured with `settings`. */
async function arriveTwice(
  stage: Stage,
  settings: Record<string, number>,
): Promise<{ visitor: Visitor; page: Page; other: Page }> {
  const visitor = await stage.arrive()
  const { page, context } = visitor
  await context.clock.install()
  await context.route('**/config.json', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ json: { ...(await response.json()), ...settings } })
  })
  await page.goto(`${stage.world.webUrl}/notes`)
  await signInAtPool(page, stage.world, 'user@example.com')
  await page.getByRole('button', { name: /^Account menu/ }).waitFor()
  const other = await context.newPage()
  await other.goto(`${stage.world.webUrl}/account`)
  await other.getByRole('heading', { level: 1, name: 'Account' }).waitFor()
  return { visitor, page, other }
}
