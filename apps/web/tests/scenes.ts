import type { Page } from 'playwright-core'
import { signInAtPool, type Visitor } from './visitor.ts'
import type { World } from './world.ts'

/** A page or a state of the app, and how to get there from the scene before. */
export interface Scene {
  readonly name: string
  open(visitor: Visitor, world: World): Promise<unknown>
}

/** Every page and every state worth looking at, in an order in which one visitor walks through them. */
export const scenes: readonly Scene[] = [
  { name: 'home', open: ({ page }, world) => visit(page, world, '/') },
  { name: 'sign-in-failed', open: ({ page }, world) => visit(page, world, '/callback?code=x&state=y') },
  { name: 'notes-empty', open: ({ page }, world) => signIn(page, world) },
  { name: 'notes', open: ({ page }) => writeNotes(page) },
  { name: 'welcome', open: ({ page }, world) => visit(page, world, '/') },
  { name: 'account', open: ({ page }, world) => visit(page, world, '/account') },
  { name: 'confirm', open: ({ page }) => askForEverywhere(page) },
  { name: 'admin', open: ({ page }, world) => visit(page, world, '/admin') },
  { name: 'console', open: ({ page }, world) => explainRefusal(page, world) },
  { name: 'not-found', open: ({ page }, world) => visit(page, world, '/nowhere') },
  { name: 'account-menu', open: ({ page }) => openMenu(page) },
  { name: 'note-dialog', open: ({ page }, world) => forgetTitle(page, world) },
  { name: 'note-conflict', open: ({ page }, world) => overwriteNote(page, world) },
  { name: 'crash', open: ({ page }, world) => crash(page, world) },
  { name: 'load-failed', open: ({ page }, world) => failToLoad(page, world) },
  { name: 'offline', open: (visitor, world) => goOffline(visitor, world) },
  { name: 'session-ends', open: (visitor, world) => comeToTheEnd(visitor, world) },
  { name: 'session-ended', open: ({ page }) => endSession(page) },
]

async function visit(page: Page, { webUrl }: World, path: string): Promise<void> {
  await page.goto(webUrl + path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
}

async function signIn(page: Page, world: World): Promise<void> {
  await page.goto(`${world.webUrl}/notes`)
  await signInAtPool(page, world, 'admin@example.com')
  await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
}

async function writeNotes(page: Page): Promise<void> {
  const notes = [
    ['Tide tables', 'High water at 6:42 and 19:05. The flags go up an hour before.', 'beach'],
    ['Rota', 'Ada: tower one\nUma: tower two\nBoth: first aid course on Sunday, 9:00', 'work, weekend'],
    ['Oranges', 'Six of them, and sun cream.', 'shopping'],
  ]
  for (const [title = '', text = '', tags = ''] of notes) {
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByLabel('Title').fill(title)
    await page.getByLabel('Text').fill(text)
    await page.getByLabel('Tags').fill(tags)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.locator('article[aria-busy=false]', { hasText: title }).waitFor()
  }
}

async function askForEverywhere(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').waitFor()
}

// The console is there to explain refusals.
async function explainRefusal(page: Page, world: World): Promise<void> {
  await visit(page, world, '/console?endpoint=getMe')
  await page.getByRole('combobox', { name: 'Send' }).selectOption('with a spoiled access token')
  await page.getByRole('button', { name: 'Send request' }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer.getByText('does not accept this access token').waitFor()
  await answer.scrollIntoViewIfNeeded()
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account menu/ }).click()
  await page.getByRole('menuitem', { name: 'Account' }).waitFor()
}

async function forgetTitle(page: Page, world: World): Promise<void> {
  await visit(page, world, '/notes')
  await page.getByRole('button', { name: 'New note' }).click()
  await page.getByLabel('Text').fill('Bring the long rope')
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByText('Give the note a title').waitFor()
}

async function overwriteNote(page: Page, world: World): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await changeElsewhere(world)
  await page.getByRole('button', { name: 'Edit “Rota”' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Text').fill('Ada: tower one\nUma: tower two, until noon')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { name: 'was changed in another place' }).waitFor()
}

async function changeElsewhere({ apiUrl, pool }: World): Promise<void> {
  const headers = {
    authorization: `Bearer ${await pool.accessTokenFor('admin@example.com')}`,
    'content-type': 'application/json',
  }
  const { items } = await (await fetch(`${apiUrl}/notes?search=Rota`, { headers })).json()
  const body = JSON.stringify({ text: 'Ada: tower two\nUma: tower one\nFirst aid course on Sunday, 10:00' })
  await fetch(`${apiUrl}/notes/${items[0].id}`, { method: 'PATCH', headers, body })
}

async function crash(page: Page, world: World): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await answerNotes(page, world, 200, { items: [null], nextCursor: null })
  await visit(page, world, '/notes')
  await page.getByRole('button', { name: 'Reload' }).waitFor()
}

async function failToLoad(page: Page, world: World): Promise<void> {
  await answerNotes(page, world, 500, {})
  await visit(page, world, '/notes')
  await page.getByRole('button', { name: 'Try again' }).waitFor()
}

async function answerNotes(
  page: Page,
  { apiUrl, webUrl }: World,
  status: number,
  json: object,
): Promise<void> {
  const headers = { 'access-control-allow-origin': webUrl }
  await page.unrouteAll()
  await page.route(`${apiUrl}/notes?**`, (route) => route.fulfill({ status, headers, json }))
}

async function goOffline({ page, context }: Visitor, world: World): Promise<void> {
  await page.unrouteAll()
  await visit(page, world, '/notes')
  await page.getByRole('article').first().waitFor()
  await context.setOffline(true)
  await page.getByText('You are offline').waitFor()
}

async function comeToTheEnd({ page, context }: Visitor, world: World): Promise<void> {
  await context.setOffline(false)
  await page.route('**/config.json', async (route) => {
    const config = await (await route.fetch()).json()
    await route.fulfill({ json: { ...config, refreshTokenSeconds: 3600 } })
  })
  await page.clock.install()
  await visit(page, world, '/notes')
  await page.getByRole('article').first().waitFor()
  await page.clock.fastForward('56:00')
  await page.getByRole('alertdialog').waitFor()
}

async function endSession(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.clock.fastForward('05:00')
  await page.getByText('Your session has ended').waitFor()
}
