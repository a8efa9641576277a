import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const

describeInBrowser('axe finds nothing', () => {
  const stage = setStage()

  for (const look of looks) {
    const name = `in ${look.colorScheme}, ${look.viewport.width} px wide`

    it(`45 · on the public pages ${name}`, async () => {
      const { page } = await stage.arrive(look)

      for (const path of ['/', '/nowhere', '/callback?code=x&state=y']) {
        await page.goto(stage.world.webUrl + path)
        await page.getByRole('heading', { level: 1 }).waitFor()

        expect(await audit(page), path).toEqual([])
        expect(await isWiderThanItsWindow(page), path).toBe(false)
      }
    })

    it(`45 · on the private pages ${name}`, async () => {
      const { page } = await stage.arriveSignedIn({ email: 'admin@example.com', context: look })

      for (const path of ['/', '/notes', '/account', '/console', '/console?endpoint=createNote', '/admin']) {
        await page.goto(stage.world.webUrl + path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)

        expect(await audit(page), path).toEqual([])
        expect(await isWiderThanItsWindow(page), path).toBe(false)
      }
    })

    it(`45 · in open dialogs and menus ${name}`, async () => {
      const { page } = await stage.arriveSignedIn({ email: 'user@example.com', context: look })

      await page.getByRole('button', { name: 'New note' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Add note' }).click()
      await page.getByText('Give the note a title').waitFor()
      expect(await audit(page), 'a form with a fault').toEqual([])

      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: /^Account menu/ }).click()
      await page.getByRole('menuitem', { name: 'Account' }).waitFor()
      expect(await audit(page), 'the account menu').toEqual([])
    })
  }
})

/** The rules of WCAG 2.2 AA and of good practice that the page breaks, and where. */
async function audit(page: Page): Promise<string[]> {
  // A script element would fall under the policy of the page, which is part of what is tested.
  await page.evaluate(axeSource)
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
