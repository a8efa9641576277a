import type { Page } from 'playwright-core'

/** Opens the dialog of a new note. */
export async function openNewNote(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click()
  await page.getByRole('dialog', { name: 'New note' }).waitFor()
}

/** Closes a dialog and opens it again, as React does in development; resolves when the first one has said so. */
export async function openAgain(dialog: Element): Promise<void> {
  if (!(dialog instanceof HTMLDialogElement)) throw new Error('Cannot open again what is no dialog')
  const told = new Promise((resolve) => dialog.addEventListener('close', resolve))
  dialog.close()
  dialog.showModal()
  await told
  await new Promise((resolve) => requestAnimationFrame(resolve))
}

interface Written {
  readonly title: string
  readonly text?: string
  readonly tags?: string
}

/** Writes a note and sends it off; what becomes of it is the test's to see. */
export async function sendNote(page: Page, note: Written): Promise<void> {
  await openNewNote(page)
  await page.getByLabel('Title').fill(note.title)
  await page.getByLabel('Text').fill(note.text ?? '')
  if (note.tags !== undefined) await page.getByLabel('Tags').fill(note.tags)
  await page.getByRole('button', { name: 'Add note' }).click()
}

/** Writes a note, with a title that nobody else in this world has, and waits until the API has it. */
export async function addNote(page: Page, note: Written): Promise<void> {
  await sendNote(page, note)
  await page.locator('article[aria-busy=false]', { hasText: note.title }).waitFor()
}
