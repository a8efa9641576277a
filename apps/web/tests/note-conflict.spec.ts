import type { Page, Response } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'
import type { Visitor } from './visitor.ts'
import { addNote } from './writing-notes.ts'

describeInBrowser('a note that is changed in two tabs', () => {
  const stage = setStage()

  it('is not overwritten unseen: the second person sees both versions and loses nothing', async () => {
    const { visitor, mine, theirs } = await openTwice('Rota')
    await change(theirs, 'Rota', { text: 'Ada: tower two' })
    await change(mine, 'Rota', { text: 'Uma: tower one' })

    const dialog = mine.getByRole('dialog', { name: 'This note was changed in another place' })
    await dialog.getByRole('region', { name: 'The saved version' }).getByText('Ada: tower two').waitFor()
    expect(await dialog.getByLabel('Text').inputValue()).toBe('Uma: tower one')
    await dialog.getByLabel('Text').fill('Ada: tower two\nUma: tower one')
    const answer = changeAnswered(mine)
    await dialog.getByRole('button', { name: 'Save mine instead' }).click()
    await answer

    await savedText(mine, 'Rota', 'Uma: tower one')
    expect(await textAtApi(theirs, 'Rota')).toBe('Ada: tower two\nUma: tower one')
    expect(preconditions(visitor)).toEqual(['"1"', '"1"', '"2"'])
  })

  it('can be left as the other one saved it', async () => {
    const { mine, theirs } = await openTwice('Tides')
    await change(theirs, 'Tides', { text: 'High water at 6:42' })
    await change(mine, 'Tides', { text: 'High water at noon' })
    await mine.getByRole('dialog').getByRole('button', { name: 'Use the saved version' }).click()

    await savedText(mine, 'Tides', 'High water at 6:42')
    await mine.getByRole('button', { name: 'Edit “Tides”' }).click()
    expect(await mine.getByRole('dialog').getByLabel('Text').inputValue()).toBe('High water at 6:42')
  })

  it('is not archived unseen', async () => {
    const { mine, theirs } = await openTwice('Keys')
    await change(theirs, 'Keys', { text: 'Under the third stone' })
    await mine.getByRole('button', { name: 'Archive “Keys”' }).click()

    await mine.getByText('“Keys” was changed in another place meanwhile').waitFor()
    await savedText(mine, 'Keys', 'Under the third stone')
  })

  it('is not deleted unseen', async () => {
    const { mine, theirs } = await openTwice('Map')
    await change(theirs, 'Map', { text: 'The treasure is here' })
    await remove(mine, 'Map')

    await mine.getByText('“Map” was changed in another place meanwhile').waitFor()
    await savedText(mine, 'Map', 'The treasure is here')
  })

  it('that was deleted there meanwhile can be added again', async () => {
    const { mine, theirs } = await openTwice('Lost')
    await remove(theirs, 'Lost')
    await change(mine, 'Lost', { text: 'And found' })

    const dialog = mine.getByRole('dialog', { name: 'New note' })
    await dialog.getByText('was deleted in another place').waitFor()
    await dialog.getByRole('button', { name: 'Add note' }).click()
    await savedText(mine, 'Lost', 'And found')
  })

  it('follows its own changes, however fast they come', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    await addNote(page, { title: 'Draft' })
    await change(page, 'Draft', { text: 'first' })
    await change(page, 'Draft', { text: 'second' })
    const undone = changeAnswered(page, '"4"')
    await page.getByRole('button', { name: 'Archive “Draft”' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()

    await savedText(page, 'Draft', 'second')
    await undone
    expect(await textAtApi(page, 'Draft')).toBe('second')
    expect(preconditions(visitor)).toEqual(['"1"', '"2"', '"3"', '"4"'])
  })

  async function openTwice(title: string): Promise<{ visitor: Visitor; mine: Page; theirs: Page }> {
    const visitor = await stage.arriveSignedIn()
    visitor.excuse(/status of 4(?:12|04)/)
    await addNote(visitor.page, { title })
    const theirs = await visitor.context.newPage()
    await theirs.goto(`${stage.world.webUrl}/notes`)
    await theirs.getByRole('article', { name: title }).waitFor()
    visitor.forgetRequests()
    return { visitor, mine: visitor.page, theirs }
  }
})

async function change(page: Page, title: string, { text }: { text: string }): Promise<void> {
  await page.getByRole('button', { name: `Edit “${title}”` }).click()
  await page.getByRole('dialog').getByLabel('Text').fill(text)
  const answer = changeAnswered(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await answer
}

/** Resolves once the API has answered the next change of a note, or the next one of that version. */
function changeAnswered(page: Page, version?: string): Promise<Response> {
  return page.waitForResponse((response) => {
    const request = response.request()
    const isOfVersion = version === undefined || request.headers()['if-match'] === version
    return request.method() === 'PATCH' && isOfVersion
  })
}

// Until the time for "Undo" is over.
async function remove(page: Page, title: string): Promise<void> {
  await page.clock.install()
  const answer = page.waitForResponse((response) => response.request().method() === 'DELETE')
  await page.getByRole('button', { name: `Delete “${title}”` }).click()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await page.clock.fastForward(10_000)
  await answer
}

async function savedText(page: Page, title: string, text: string): Promise<void> {
  await page.locator('article[aria-busy=false]', { hasText: title }).getByText(text).waitFor()
}

/** The text after a reload: what the API has. */
async function textAtApi(page: Page, title: string): Promise<string | null> {
  await page.reload()
  return page.getByRole('article', { name: title }).locator('.note-text').textContent()
}

function preconditions(visitor: Visitor): (string | undefined)[] {
  return visitor.requests
    .filter((request) => request.method() === 'PATCH')
    .map((request) => request.headers()['if-match'])
}
