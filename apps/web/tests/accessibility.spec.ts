import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { scenes } from './scenes.ts'
import { describeInBrowser, setStage } from './stage.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const sizes = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
]

describeInBrowser('axe', () => {
  const stage = setStage()

  it('45 · finds nothing on any page and in any state, light and dark, wide and on a phone', async () => {
    // Colours that are on their way to others would be measured on the way.
    const visitor = await stage.arrive({ reducedMotion: 'reduce' })
    const { page } = visitor
    visitor.excuse(/status of [45]|ERR_INTERNET_DISCONNECTED|TypeError|Page crashed/)

    for (const { name, open } of scenes) {
      await open(visitor, stage.world)
      for (const size of sizes) {
        await page.setViewportSize(size)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect({ name, size, colorScheme, found: await audit(page) }).toMatchObject({ found: [] })
        }
        expect({ name, size, tooWide: await isWiderThanItsWindow(page) }).toMatchObject({ tooWide: false })
      }
    }
  })

  it('45 · would find something', async () => {
    const { page } = await stage.arrive()
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')))

    expect(await audit(page)).toEqual(['button-name: #main > button'])
  })
})

/** The rules of WCAG 2.2 AA and of good practice that the page breaks, and where. */
async function audit(page: Page): Promise<string[]> {
  // A script element would fall under the policy of the page, which is part of what is tested.
  const isThere = await page.evaluate(() => Reflect.has(window, 'axe'))
  if (!isThere) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } =
      Reflect.get(window, 'axe')
    const { violations } = await axe.run()
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  })
}

function isWiderThanItsWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
