import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'

describeInBrowser('the notes page', () => {
  const stage = setStage()

  it('finds notes by words and by tag', async () => {
    const { page } = await stage.arriveSignedIn()
    await addNote(page, { title: 'Oranges', text: 'Six of them', tags: 'shopping' })
    await addNote(page, { title: 'Tide tables', text: 'High water at 6:42', tags: 'beach, work' })

    await page.getByRole('searchbox', { name: 'Search' }).fill('water')
    await page.getByRole('article', { name: 'Oranges' }).waitFor({ state: 'detached' })
    expect(await page.getByRole('article', { name: 'Tide tables' }).isVisible()).toBe(true)

    await page.getByRole('searchbox', { name: 'Search' }).fill('')
    await page.getByRole('article', { name: 'Oranges' }).getByRole('button', { name: 'shopping' }).click()
    await page.getByRole('article', { name: 'Tide tables' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('?tag=shopping')
  })

  it('archives a note, and takes it out again on second thoughts', async () => {
    const { page } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await addNote(page, { title: 'Old rota' })

    await page.getByRole('button', { name: 'Archive “Old rota”' }).click()
    await page.getByRole('article', { name: 'Old rota' }).waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: 'Archive' }).check()
    await page.getByRole('article', { name: 'Old rota' }).waitFor()
    await page.getByRole('radio', { name: 'Current' }).check()
    await page.getByRole('button', { name: 'Undo' }).click()

    await page.getByRole('article', { name: 'Old rota' }).waitFor()
  })

  it('deletes a note only when there was time for second thoughts', async () => {
    const { page, requests } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await addNote(page, { title: 'Keep me' })

    await page.getByRole('button', { name: 'Delete “Keep me”' }).click()
    await page.getByRole('article', { name: 'Keep me' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('article', { name: 'Keep me' }).waitFor()
    expect(requests.filter((request) => request.method() === 'DELETE')).toEqual([])

    await page.getByRole('button', { name: 'Delete “Keep me”' }).click()
    await page.waitForRequest((request) => request.method() === 'DELETE')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    expect(await page.getByRole('article', { name: 'Keep me' }).count()).toBe(0)
  })

  it('is back with everything that was typed when the API refuses', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/status of 500/)
    await page.route(
      (url) => url.pathname === '/notes' && url.origin === stage.world.apiUrl,
      (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 500 }) : route.fallback()),
    )

    await addNote(page, { title: 'Unlucky', text: 'All of this was typed' }, { expectSaved: false })

    await page.getByRole('alert').getByText('could not be saved').waitFor()
    expect(await page.getByLabel('Text').inputValue()).toBe('All of this was typed')
    expect(await page.getByRole('article', { name: 'Unlucky' }).count()).toBe(0)
  })

  it('keeps what was being written over a reload, and forgets it at sign-out', async () => {
    const { page } = await stage.arriveSignedIn()
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByLabel('Title').fill('Half a thought')

    await page.reload()
    await page.getByRole('dialog', { name: 'New note' }).waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Half a thought')

    await page.keyboard.press('Escape')
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Let people in' }).waitFor()
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Half a thought')
  })

  it('keeps a note that is written without a network, and saves it afterwards', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page, context } = visitor
    visitor.excuse(/ERR_INTERNET_DISCONNECTED/)
    await page.getByRole('list', { name: 'Your notes' }).or(page.getByText('Nothing here yet')).waitFor()
    await page.waitForLoadState('networkidle')

    await context.setOffline(true)
    await page.getByText('You are offline').waitFor()
    await addNote(page, { title: 'From a tunnel' }, { expectSaved: false })
    await page.getByRole('article', { name: 'From a tunnel' }).waitFor()
    await context.setOffline(false)

    await page.locator('article[aria-busy=false]', { hasText: 'From a tunnel' }).waitFor()
  })

  it('says beside the field what is wrong, and goes there', async () => {
    const { page } = await stage.arriveSignedIn()
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByLabel('Text').fill('A note without a title')

    await page.getByRole('button', { name: 'Add note' }).click()

    const title = page.getByLabel('Title')
    await page.getByText('Give the note a title').waitFor()
    expect(await title.getAttribute('aria-invalid')).toBe('true')
    expect(await title.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.getByLabel('Text').inputValue()).toBe('A note without a title')
  })
})

async function addNote(
  page: Page,
  note: { title: string; text?: string; tags?: string },
  { expectSaved = true } = {},
): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click()
  await page.getByLabel('Title').fill(note.title)
  await page.getByLabel('Text').fill(note.text ?? '')
  await page.getByLabel('Tags').fill(note.tags ?? '')
  await page.getByRole('button', { name: 'Add note' }).click()
  if (expectSaved) await page.locator('article[aria-busy=false]', { hasText: note.title }).waitFor()
}
