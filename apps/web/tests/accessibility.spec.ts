import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { audit } from './axe.ts'
import { scenes } from './scenes.ts'
import { describeInBrowser, setStage } from './stage.ts'

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

function isWiderThanItsWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
