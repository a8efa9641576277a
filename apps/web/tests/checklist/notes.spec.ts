import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { requestsTo } from '../visitor.ts'
import { addNote, openNewNote, sendNote } from '../writing-notes.ts'

describeInBrowser('the notes', () => {
  const stage = setStage()

  it('51 · are announced by one kind of skeleton, and after ten seconds by a word', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    await page.clock.install()
    await page.route(notesUrl(), () => {})
    await page.goto(`${stage.world.webUrl}/notes`)
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()

    const kinds = await page
      .locator('main .skeleton')
      .evaluateAll((skeletons) => skeletons.map((skeleton) => skeleton.className))
    expect(new Set(kinds).size).toBe(1)
    await page.clock.fastForward(10_000)
    await page.getByText('Still loading').waitFor()
  })

  it('51 · that cannot be loaded say so and can be asked for again', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await failing(page, notesUrl(), 500)
    await page.goto(`${stage.world.webUrl}/notes`)
    await page.getByRole('alert').waitFor()
    await page.unroute(notesUrl())

    await page.getByRole('button', { name: 'Try again' }).click()
    await listIsThere(page)
  })

  it('51 · of somebody who has none begin with what to do', async () => {
    const { page } = await stage.arriveSignedIn({ email: 'admin@example.com' })
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    await page.getByText('Write your first note').waitFor()
  })

  it('52 · stand in the list before the API has answered, and are taken back when it refuses', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await listIsThere(page)
    const held = Promise.withResolvers<void>()
    await page.route(notesUrl(), async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      await held.promise
      await route.fulfill(refusal(500))
    })
    await sendNote(page, { title: 'Too good to last', text: 'All of this was typed' })
    await page.getByRole('article', { name: 'Too good to last' }).waitFor()
    held.resolve()

    await page.getByRole('article', { name: 'Too good to last' }).waitFor({ state: 'detached' })
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Title').inputValue()).toBe('Too good to last')
    expect(await page.getByLabel('Text').inputValue()).toBe('All of this was typed')
  })

  it('52 · that are written before the list has come do not keep it away', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/' })
    const [listed, saved] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await page.route(notesUrl(), async (route) => {
      await (route.request().method() === 'POST' ? saved : listed).promise
      await route.fallback()
    })
    await page.getByRole('banner').getByRole('link', { name: 'Notes' }).click()
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await sendNote(page, { title: 'Sooner than the list' })
    await sent
    listed.resolve()

    await listIsThere(page)
    saved.resolve()
    await page.getByRole('article', { name: 'Sooner than the list' }).waitFor()
  })

  it('52 · change at once when edited, and back when the API refuses', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await addNote(page, { title: 'As it was' })
    const held = Promise.withResolvers<void>()
    await page.route(`${stage.world.apiUrl}/notes/*`, async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback()
      await held.promise
      await route.fulfill(refusal(500))
    })
    await page.getByRole('button', { name: 'Edit “As it was”' }).click()
    await page.getByRole('dialog').getByLabel('Title').fill('As it should be')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('article', { name: 'As it should be', includeHidden: true }).waitFor()
    // Until the list has been asked for anew, what it was before has to be remembered.
    const list = Promise.withResolvers<void>()
    await page.route(notesUrl(), async (route) => {
      await list.promise
      await route.fallback()
    })
    held.resolve()

    await page.getByRole('article', { name: 'As it was', includeHidden: true }).waitFor()
    expect(await page.getByRole('dialog').getByLabel('Title').inputValue()).toBe('As it should be')
    list.resolve()
  })

  it('52 · that cannot be saved come back one after the other, after what is being written by then', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await addNote(page, { title: 'Changed first' })
    const held = Promise.withResolvers<void>()
    await page.route(`${stage.world.apiUrl}/notes**`, async (route) => {
      if (route.request().method() === 'GET') return route.fallback()
      await held.promise
      await route.fulfill(refusal(500))
    })
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Edit “Changed first”' }).click()
    await dialog.getByLabel('Text').fill('typed first')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await sendNote(page, { title: 'Second', text: 'typed second' })
    await sendNote(page, { title: 'Third', text: 'typed third' })
    await openNewNote(page)
    await dialog.getByLabel('Text').fill('being typed')
    const refused = page.waitForResponse((response) => response.status() === 500)
    held.resolve()
    await refused
    await page.getByRole('article', { name: 'Third', includeHidden: true }).waitFor({ state: 'detached' })

    for (const text of ['being typed', 'typed first', 'typed second', 'typed third']) {
      await expect.poll(() => dialog.getByLabel('Text').inputValue()).toBe(text)
      await dialog.getByRole('button', { name: 'Cancel' }).click()
    }
    await dialog.waitFor({ state: 'detached' })
  })

  it('52 · that are edited again before the API refuses say so, and keep all that was typed', async () => {
    const { page, dialog, refuse } = await changesHeld('Edited again')
    await edit(page, 'Edited again', 'first')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await edit(page, 'Edited again', 'first and second')
    await refuse()

    await dialog.getByRole('alert').getByText('could not be saved').waitFor()
    expect(await dialog.getByLabel('Text').inputValue()).toBe('first and second')
    await page.reload()
    await expect.poll(() => dialog.getByLabel('Text').inputValue()).toBe('first and second')
  })

  it('52 · that are saved twice and refused twice come back as they were saved last', async () => {
    const { page, dialog, refuse } = await changesHeld('Saved twice')
    for (const text of ['first', 'first and second']) {
      await edit(page, 'Saved twice', text)
      await dialog.getByRole('button', { name: 'Save' }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    await refuse()

    await dialog.getByRole('alert').getByText('could not be saved').waitFor()
    expect(await dialog.getByLabel('Text').inputValue()).toBe('first and second')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('52 · that are refused before the dialog has gone can be saved again', async () => {
    const { page } = await stage.arriveSignedIn()
    await addNote(page, { title: 'Refused at once' })
    await page.evaluate(() => {
      const { fetch } = window
      window.fetch = (input, init) => {
        if (init?.method !== 'PATCH') return fetch(input, init)
        window.fetch = fetch
        return Promise.reject(new TypeError('A failure of the test'))
      }
    })
    const dialog = page.getByRole('dialog')
    await edit(page, 'Refused at once', 'typed once')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').getByText('could not be saved').waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()

    await page.getByRole('article', { name: 'Refused at once' }).getByText('typed once').waitFor()
  })

  it('52 · disappear at once when deleted, and come back with Undo, without a request', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    await addNote(page, { title: 'Deleted by mistake' })
    await page.clock.install()
    await page.getByRole('button', { name: 'Delete “Deleted by mistake”' }).click()
    await page.getByRole('article', { name: 'Deleted by mistake' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()

    await page.getByRole('article', { name: 'Deleted by mistake' }).waitFor()
    // When the time is over, or the page is left, deletions are carried out that were not undone.
    await page.clock.fastForward(20_000)
    await page.getByRole('link', { name: 'Console' }).click()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Notes' }).click()
    await page.getByRole('article', { name: 'Deleted by mistake' }).waitFor()
    expect(visitor.requests.filter((request) => request.method() === 'DELETE')).toEqual([])
  })

  it('52 · that were deleted come back when the API refuses, and a message says so', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/' })
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await page.clock.install()
    await page.goto(`${stage.world.webUrl}/notes`)
    await addNote(page, { title: 'Hard to get rid of' })
    await page.route(`${stage.world.apiUrl}/notes/*`, async (route) => {
      if (route.request().method() !== 'DELETE') return route.fallback()
      await route.fulfill(refusal(500))
    })
    await page.getByRole('button', { name: 'Delete “Hard to get rid of”' }).click()
    await page.getByRole('button', { name: 'Undo' }).waitFor()
    await page.clock.fastForward(10_000)

    await page.getByRole('article', { name: 'Hard to get rid of' }).waitFor()
    await page.getByText('could not be saved').waitFor()
  })

  it('53 · with a mistake say which, beside the field, which takes the focus; what was typed stays', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    await openNewNote(page)
    await page.getByLabel('Text').fill('Without a title')
    await page.getByRole('button', { name: 'Add note' }).click()

    const title = page.getByLabel('Title')
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'title')
    expect(await title.getAttribute('aria-invalid')).toBe('true')
    const description = await title.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${description}"]`).textContent()).toBe('Give the note a title')
    expect(await page.getByLabel('Text').inputValue()).toBe('Without a title')
    expect(requestsTo(visitor, '/notes', 'POST')).toEqual([])
  })

  it('53 · that only the API finds wrong say so beside the field as well', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/status of 422/)
    await page.route(notesUrl(), async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      await route.fulfill(refusal(422, { issues: [{ path: 'text', message: 'too long' }] }))
    })
    await sendNote(page, { title: 'A title', text: 'A text' })

    const text = page.getByLabel('Text')
    await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'text')
    const description = await text.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${description}"]`).textContent()).toBe('This was not accepted')
    expect(await text.inputValue()).toBe('A text')
  })

  /** A note whose changes wait at the door of the API until they are refused. */
  async function changesHeld(title: string) {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await addNote(page, { title })
    const held = Promise.withResolvers<void>()
    await page.route(`${stage.world.apiUrl}/notes/*`, async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback()
      await held.promise
      await route.fulfill(refusal(500))
    })
    return {
      page,
      dialog: page.getByRole('dialog'),
      async refuse() {
        const refused = page.waitForResponse((response) => response.status() === 500)
        held.resolve()
        await refused
      },
    }
  }

  async function edit(page: Page, title: string, text: string): Promise<void> {
    await page.getByRole('button', { name: `Edit “${title}”` }).click()
    await page.getByRole('dialog').getByLabel('Text').fill(text)
  }

  async function listIsThere(page: Page): Promise<void> {
    await page
      .getByRole('article')
      .or(page.getByRole('heading', { name: 'Nothing here yet' }))
      .first()
      .waitFor()
  }

  function notesUrl(): RegExp {
    return new RegExp(`^${stage.world.apiUrl}/notes(\\?.*)?$`)
  }

  function refusal(status: number, members: object = {}) {
    return {
      status,
      headers: {
        'access-control-allow-origin': stage.world.webUrl,
        'content-type': 'application/problem+json',
      },
      body: JSON.stringify({ type: 'about:blank', title: 'A refusal of the test', status, ...members }),
    }
  }

  async function failing(page: Page, url: RegExp, status: number): Promise<void> {
    await page.route(url, (route) => route.fulfill(refusal(status)))
  }
})
