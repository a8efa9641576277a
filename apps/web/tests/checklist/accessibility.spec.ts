import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'

describeInBrowser('everybody', () => {
  const stage = setStage()

  it('43 · every page has a title of its own, takes the focus to its heading, and says so', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/', email: 'admin@example.com' })
    await expect.poll(() => page.title()).toMatch(/^Hello/)
    const titles = new Set([await page.title()])
    for (const name of ['Notes', 'Account menu', 'Lifeguard']) {
      if (name === 'Account menu') {
        await page.getByRole('button', { name: /^Account menu/ }).click()
        await page.getByRole('menuitem', { name: 'Account' }).click()
      } else await page.getByRole('banner').getByRole('link', { name }).click()

      await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
      const heading = await page.evaluate(() => document.activeElement?.textContent)
      expect(await page.title()).toBe(`${heading} · Lifeguard`)
      titles.add(await page.title())
    }
    expect(titles.size).toBe(3)
  })

  it('44 · the first stop of the keyboard skips to the content', async () => {
    const { page } = await stage.arrive()
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
    expect(await page.getByText('Skip to content').isVisible()).toBe(true)

    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'main')
  })

  it('46 · signing in, adding a note and signing out need no mouse, and the focus is always visible', async () => {
    const { page } = await stage.arrive()
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await tabTo(page, 'Sign in')
    await page.keyboard.press('Enter')
    await page.getByLabel(/^password/i).waitFor()
    await page.getByLabel(/e-?mail|user ?name/i).focus()
    await page.keyboard.type('user@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Passw0rd!')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()

    await tabTo(page, 'Notes')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    await tabTo(page, 'New note')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('Typed, not clicked')
    await tabTo(page, 'Add note')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Edit “Typed, not clicked”' }).first().waitFor()
    await tabTo(page, 'Sign out')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
  })
})

/** Presses Tab until the element of that name has the focus; every stop on the way must be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return null
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
      const { width, height } = element.getBoundingClientRect()
      return {
        name: (label ?? element.getAttribute('aria-label') ?? element.textContent).trim(),
        visible:
          width > 1 &&
          height > 1 &&
          ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'),
      }
    })
    if (stop === null) continue
    expect(stop).toEqual({ name: stop.name, visible: true })
    if (stop.name === name) return
  }
  throw new Error(`Cannot reach "${name}" with the Tab key`)
}
