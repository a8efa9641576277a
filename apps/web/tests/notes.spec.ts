import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'
import { addNote, openAgain, openNewNote } from './writing-notes.ts'

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
    // The message stays while the pointer rests on it, however long the way through the archive takes.
    await page.getByText('Archived “Old rota”').hover()
    await page.getByRole('article', { name: 'Old rota' }).waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: 'Archive' }).press('Space')
    await page.getByRole('article', { name: 'Old rota' }).waitFor()
    await page.getByRole('radio', { name: 'Current' }).press('Space')
    await page.getByRole('button', { name: 'Undo' }).click()

    await page.getByRole('article', { name: 'Old rota' }).waitFor()
  })

  it('archives and deletes one note, however often the button is clicked', async () => {
    const { page, requests } = await stage.arriveSignedIn()
    await addNote(page, { title: 'Next in line' })
    await addNote(page, { title: 'Deleted twice' })
    await addNote(page, { title: 'Archived twice' })

    await page.getByRole('button', { name: 'Archive “Archived twice”' }).dblclick()
    expect(await page.getByText(/^Archived “/).allTextContents()).toEqual(['Archived “Archived twice”'])
    await page.getByRole('article', { name: 'Archived twice' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete “Deleted twice”' }).dblclick()
    expect(await page.getByText(/^Deleted “/).allTextContents()).toEqual(['Deleted “Deleted twice”'])

    await page.getByRole('article', { name: 'Next in line' }).waitFor()
    expect(requests.filter((request) => request.method() === 'PATCH')).toHaveLength(1)
  })

  it('folds a long note, and shows all of it where it is edited', async () => {
    const { page } = await stage.arriveSignedIn()
    const text = Array.from({ length: 100 }, (_, line) => `Line ${line}`).join('\n')
    await addNote(page, { title: 'A long story', text })

    const card = await page.getByRole('article', { name: 'A long story' }).boundingBox()
    expect(card?.height).toBeLessThan(600)
    await page.getByRole('button', { name: 'Edit “A long story”' }).click()
    expect(await page.getByRole('dialog').getByLabel('Text').inputValue()).toBe(text)
  })

  it('adds one note, however often the button is clicked', async () => {
    const { page, requests } = await stage.arriveSignedIn()
    await openNewNote(page)
    await page.getByLabel('Title').fill('Once')

    await page.getByRole('button', { name: 'Add note' }).dblclick()

    await page.locator('article[aria-busy=false]', { hasText: 'Once' }).waitFor()
    expect(
      requests.filter((request) => request.method() === 'POST' && request.url().endsWith('/notes')),
    ).toHaveLength(1)
  })

  it('keeps a dialog that is closed and opened again at once, as React does in development', async () => {
    const { page } = await stage.arriveSignedIn()
    await openNewNote(page)

    await page.getByRole('dialog').evaluate(openAgain)

    expect(await page.getByRole('dialog').count()).toBe(1)
  })

  it('deletes a note only when there was time for second thoughts', async () => {
    const { page, requests } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await addNote(page, { title: 'Keep me' })

    await page.getByRole('button', { name: 'Delete “Keep me”' }).click()
    await page.getByRole('article', { name: 'Keep me' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('article', { name: 'Keep me' }).waitFor()
    expect(requests.filter((request) => request.method() === 'DELETE')).toEqual([])

    await page.clock.install()
    const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE')
    await page.getByRole('button', { name: 'Delete “Keep me”' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await page.clock.fastForward(10_000)
    await deleted
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    expect(await page.getByRole('article', { name: 'Keep me' }).count()).toBe(0)
  })

  it('deletes for good when the page is left, and offers no way back any more', async () => {
    const { page } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await addNote(page, { title: 'Leave me' })

    await page.getByRole('button', { name: 'Delete “Leave me”' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE')
    await page.getByRole('link', { name: 'Console' }).click()
    await deleted
    await page.getByRole('heading', { level: 1, name: 'API console' }).waitFor()

    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  })

  it('deletes for good when the page is loaded again before the time for second thoughts is over', async () => {
    const { page } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await addNote(page, { title: 'Stay here' })
    await addNote(page, { title: 'Gone first' })
    await addNote(page, { title: 'Gone second' })

    await page.getByRole('button', { name: 'Delete “Gone first”' }).click()
    await page.getByRole('button', { name: 'Delete “Gone second”' }).click()
    await page.getByText('Deleted “Gone second”').waitFor()

    // The list may be asked for before the last deletion has arrived.
    await expect.poll(() => goneAfterReload(page)).toBe(0)
  })

  it('leads who deletes or archives by keyboard to "Undo", waits there, and leads back to the note', async () => {
    const { page, requests } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await addNote(page, { title: 'By hand' })
    await page.clock.install()

    await page.getByRole('searchbox', { name: 'Search' }).focus()
    await pressTabUntil(page, 'Delete “By hand”')
    await page.keyboard.press('Enter')
    await expect.poll(() => nameInFocus(page)).toBe('Undo')
    await page.clock.runFor(20_000)
    await page.keyboard.press('Enter')
    await expect.poll(() => nameInFocus(page)).toBe('By hand')
    expect(requests.filter((request) => request.method() === 'DELETE')).toEqual([])

    await pressTabUntil(page, 'Archive “By hand”')
    await page.keyboard.press('Enter')
    await expect.poll(() => nameInFocus(page)).toBe('Undo')
    await page.getByRole('article', { name: 'By hand' }).waitFor({ state: 'detached' })
    await page.clock.runFor(20_000)
    await page.keyboard.press('Enter')
    await expect.poll(() => nameInFocus(page)).toBe('By hand')

    const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE')
    await pressTabUntil(page, 'Delete “By hand”')
    await page.keyboard.press('Enter')
    await expect.poll(() => nameInFocus(page)).toBe('Undo')
    await page.keyboard.press('Shift+Tab')
    await page.clock.runFor(10_000)
    await deleted
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
})

async function goneAfterReload(page: Page): Promise<number> {
  await page.reload()
  await page.getByRole('article', { name: 'Stay here' }).waitFor()
  return page.getByRole('article', { name: 'Gone' }).count()
}

/** What has the focus, by the words or the label it goes by. */
async function nameInFocus(page: Page): Promise<string | null> {
  const focused = page.locator(':focus')
  if ((await focused.count()) === 0) return null
  return focused.evaluate((element) => element.getAttribute('aria-label') ?? element.textContent)
}

async function pressTabUntil(page: Page, name: string): Promise<void> {
  for (let presses = 0; (await nameInFocus(page)) !== name; presses += 1) {
    if (presses === 10) throw new Error(`Cannot reach "${name}" by pressing Tab ten times`)
    await page.keyboard.press('Tab')
  }
}
