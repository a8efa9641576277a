import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { audit } from './axe.ts'
import { describeInBrowser, setStage } from './stage.ts'

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

function isWiderThanItsWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
}
