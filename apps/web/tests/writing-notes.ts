import type { Page } from 'playwright-core'

/** Opens the dialog of a new note. */
export async function openNewNote(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click()
  await page.getByRole('dialog', { name: 'New note' }).waitFor()
}

/** Writes a note and sends it off; what becomes of it is the test's to see. */
export async function sendNote(page: Page, note: { title: string; text?: string }): Promise<void> {
  await openNewNote(page)
  await page.getByLabel('Title').fill(note.title)
  await page.getByLabel('Text').fill(note.text ?? '')
  await page.getByRole('button', { name: 'Add note' }).click()
}

/** Writes a note and waits until the API has it. */
export async function addNote(page: Page, note: { title: string; text?: string }): Promise<void> {
  await sendNote(page, note)
  await page.locator('article[aria-busy=false]', { hasText: note.title }).waitFor()
}
