import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { addNote } from '../writing-notes.ts'

describeInBrowser('the look of the app', () => {
  const stage = setStage()

  it('47 · with reduced motion nothing moves for longer than ten milliseconds', async () => {
    const { page } = await stage.arriveSignedIn({ context: { reducedMotion: 'reduce' } })
    await page.addInitScript(recordAnimations)
    await page.reload()
    await moveThings(page, 'Something that keeps still')

    expect(await longestAnimationMs(page)).toBeLessThanOrEqual(10)
  })

  it('47 · twin: without that wish something does move', async () => {
    const { page } = await stage.arriveSignedIn({ context: { reducedMotion: 'no-preference' } })
    await page.addInitScript(recordAnimations)
    await page.reload()
    await moveThings(page, 'Something that moves')

    await expect.poll(() => longestAnimationMs(page)).toBeGreaterThan(10)
  })

  it('48 · colours follow the system', async () => {
    const { page } = await stage.arrive({ colorScheme: 'light' })
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const light = await background(page)
    await page.emulateMedia({ colorScheme: 'dark' })

    expect(brightness(light)).toBeGreaterThan(200)
    await expect.poll(async () => brightness(await background(page))).toBeLessThan(60)
  })

  it('48 · a choice by hand persists, and the first frame has its colours already', async () => {
    const { page } = await stage.arrive({ colorScheme: 'light' })
    await page.goto(stage.world.webUrl)
    await page.getByLabel('Colours').selectOption('dark')
    await expect.poll(async () => brightness(await background(page))).toBeLessThan(60)

    // Without the app's module, only what the first frame is made of is there.
    await page.route('**/assets/*.js', () => {})
    await page.goto(stage.world.webUrl, { waitUntil: 'commit' })
    await page.locator('[aria-busy=true]').first().waitFor()
    expect(brightness(await background(page))).toBeLessThan(60)
  })

  it('49 · with forced colours controls keep their borders and the focus its ring', async () => {
    const { page } = await stage.arriveSignedIn({ context: { forcedColors: 'active' } })
    const controls = [
      page.getByRole('button', { name: 'New note' }),
      page.getByLabel('Search'),
      page.getByRole('banner').getByRole('button', { name: 'Sign out' }),
      page.getByLabel('Language'),
    ]
    for (const control of controls) {
      await page.keyboard.press('Tab')
      await control.focus()
      const { border, outline } = await control.evaluate((element) => {
        const style = getComputedStyle(element)
        return { border: style.borderTopStyle, outline: style.outlineStyle }
      })
      expect({ border, outline }).not.toMatchObject({ border: 'none' })
      expect(outline).not.toBe('none')
    }
  })

  it.each([
    ['320 px wide', { viewport: { width: 320, height: 640 } }, 16],
    ['360 px wide with text twice as large', { viewport: { width: 360, height: 740 } }, 32],
  ])('50 · %s nothing scrolls sideways, and targets are at least 24 px', async (_name, context, textPx) => {
    const { page } = await stage.arriveSignedIn({ path: '/', email: 'admin@example.com', context })
    for (const path of ['/', '/notes', '/account', '/console', '/admin', '/nowhere']) {
      await page.goto(stage.world.webUrl + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
      await page.evaluate(
        (size) => document.documentElement.style.setProperty('font-size', `${size}px`),
        textPx,
      )

      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect({ path, wide }).toEqual({ path, wide: 0 })
      expect({ path, small: await smallTargets(page) }).toEqual({ path, small: [] })
    }
  })
})

function recordAnimations(): void {
  Reflect.set(window, 'longestAnimationMs', 0)
  for (const type of ['animationstart', 'transitionrun']) {
    document.addEventListener(type, () => {
      for (const animation of document.getAnimations()) {
        const { duration, iterations } = animation.effect?.getComputedTiming() ?? {}
        const ms = Number(duration) * (iterations === Number.POSITIVE_INFINITY ? 1000 : Number(iterations))
        Reflect.set(
          window,
          'longestAnimationMs',
          Math.max(Number(Reflect.get(window, 'longestAnimationMs')), ms),
        )
      }
    })
  }
}

async function moveThings(page: Page, title: string): Promise<void> {
  await addNote(page, { title })
  await page.getByRole('button', { name: `Edit “${title}”` }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Account menu/ }).click()
}

async function longestAnimationMs(page: Page): Promise<number> {
  return page.evaluate(() => Number(Reflect.get(window, 'longestAnimationMs')))
}

/** The colour behind everything, as it is painted. */
async function background(page: Page): Promise<string> {
  return page.evaluate(() => {
    const body = getComputedStyle(document.body).backgroundColor
    return body === 'rgba(0, 0, 0, 0)' ? getComputedStyle(document.documentElement).backgroundColor : body
  })
}

function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return (red + green + blue) / 3
}

/** Buttons, fields and links outside a sentence below 24 × 24 CSS pixels (WCAG 2.2, 2.5.8). */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea')]
      .filter((element) => element.checkVisibility() && element.closest('p') === null)
      .filter((element) => !element.classList.contains('skip-link'))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width < 24 || height < 24
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
}
