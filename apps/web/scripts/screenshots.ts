import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser, launchBrowser, missingBrowser } from '@lifeguard/test-browser'
import type { Page } from 'playwright-core'
import buildOnce from '../tests/build-once.ts'
import { newVisitor, signInAtPool } from '../tests/visitor.ts'
import { startWorld } from '../tests/world.ts'

// Renews docs/screenshots: every page in light and dark, and on a phone.
const folder = process.argv[2] ?? join(import.meta.dirname, '../../../docs/screenshots')
const looks = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const

const browserPath = await findBrowser()
if (browserPath === undefined) throw new Error(missingBrowser)
await buildOnce()
await mkdir(folder, { recursive: true })
const browser = await launchBrowser(browserPath)
const world = await startWorld()

try {
  for (const [look, options] of Object.entries(looks)) {
    const visitor = await newVisitor(browser, options)
    const { page } = visitor
    const shoot = (name: string) => page.screenshot({ path: join(folder, `${name}-${look}.png`) })

    await page.goto(world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shoot('home')

    await page.goto(`${world.webUrl}/notes`)
    await signInAtPool(page, world, 'admin@example.com')
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    if (look === 'light') {
      await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
      await shoot('notes-empty')
      await writeNotes(page)
    }
    await page.getByRole('article').first().waitFor()
    await shoot('notes')

    for (const name of ['account', 'console', 'admin', 'nowhere']) {
      await page.goto(`${world.webUrl}/${name}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
      if (name === 'console') await explainRefusal(page)
      await shoot(name === 'nowhere' ? 'not-found' : name)
    }
    await page.goto(`${world.webUrl}/notes`)
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByRole('dialog').waitFor()
    await shoot('note-dialog')
    await visitor.leave()
  }
} finally {
  await browser.close()
  await world.close()
}

// The console is there to explain refusals, so the picture shows one.
async function explainRefusal(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Send' }).selectOption('with a spoiled access token')
  await page.getByRole('button', { name: 'Send request' }).click()
  const answer = page.getByRole('region', { name: 'Answer' })
  await answer.getByText('does not accept this access token').waitFor()
  await answer.scrollIntoViewIfNeeded()
}

async function writeNotes(page: Page): Promise<void> {
  const notes = [
    ['Tide tables', 'High water at 6:42 and 19:05. The flags go up an hour before.', 'beach'],
    [
      'Rota for the weekend',
      'Ada: tower one\nUma: tower two\nBoth: first aid course on Sunday, 9:00',
      'work, weekend',
    ],
    ['Oranges', 'Six of them, and sun cream.', 'shopping'],
  ]
  for (const [title = '', text = '', tags = ''] of notes) {
    await page.getByRole('button', { name: 'New note' }).click()
    await page.getByLabel('Title').fill(title)
    await page.getByLabel('Text').fill(text)
    await page.getByLabel('Tags').fill(tags)
    await page.getByRole('button', { name: 'Add note' }).click()
    await page
      .getByRole('article', { name: title, includeHidden: false })
      .and(page.locator(':not([aria-busy=true])'))
      .waitFor()
  }
}
