import { findBrowser, launchBrowser } from '@lifeguard/test-browser'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localProfile, type RunningUserPool, startUserPool } from '../index.ts'
import { authorizeUrl, webClient } from '../testing/code-flow.ts'

let pool: RunningUserPool
let browser: Browser
const browserPath = await findBrowser()

beforeAll(async () => {
  if (browserPath === undefined) return
  pool = await startUserPool({ config: localProfile() })
  browser = await launchBrowser(browserPath)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await pool?.close()
})

/** A page of a new person; the app behind the callback answers with its address alone. */
async function openPage(options: { colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 900, height: 760 },
  })
  await context.route('http://localhost:5173/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>The app</title>' }),
  )
  return await context.newPage()
}

const start = (parameters = {}) => authorizeUrl(pool.domain, webClient, parameters).href

function codeOf(text: string | undefined): string {
  return /\d{6}/.exec(text ?? '')?.[0] ?? 'no code'
}

describe.skipIf(browserPath === undefined)('the pages', { timeout: 60_000 }, () => {
  it('sign somebody up, who confirms with the code from the mailbox and lands in the app', async () => {
    const page = await openPage()
    await page.goto(start())
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Email').fill('new@example.com')
    await page.getByLabel('Password').fill('Passw0rd!')
    await page.getByRole('button', { name: 'Sign up' }).click()

    const [mailbox] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'mailbox of this pool' }).click(),
    ])
    const mail = await mailbox.getByText('Your confirmation code is').textContent()
    await mailbox.close()
    await page.getByLabel('Code').fill(codeOf(mail ?? ''))
    await page.getByRole('button', { name: 'Confirm' }).click()

    await page.waitForURL(/localhost:5173\/callback\?code=/)
    expect(await page.title()).toBe('The app')
  })

  it('let somebody with a forgotten password choose a new one', async () => {
    const page = await openPage()
    await page.goto(start())
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('Email').fill('user@example.com')
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByLabel('Code').fill(codeOf(pool.mails()[0]?.text))
    await page.getByLabel('New password').fill('An0ther-one')
    await page.getByRole('button', { name: 'Change password' }).click()

    await page.getByLabel('Email').fill('user@example.com')
    await page.getByLabel('Password').fill('An0ther-one')
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.waitForURL(/localhost:5173\/callback\?code=/)
  })

  it('work with the keyboard alone, and say what was wrong', async () => {
    const page = await openPage()
    await page.goto(start())
    await page.keyboard.press('Tab')
    await page.keyboard.type('admin@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')

    const fault = page.getByRole('alert')
    await fault.waitFor()
    expect(await fault.textContent()).toBe('Incorrect username or password.')
    expect(await page.getByLabel('Password').getAttribute('aria-describedby')).toBe('fault')
  })

  it('offer somebody who is signed in to go on, or to be somebody else', async () => {
    const page = await openPage()
    await page.goto(start())
    await page.getByLabel('Email').fill('admin@example.com')
    await page.getByLabel('Password').fill('Passw0rd!')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/callback\?code=/)

    await page.goto(start().replace('/oauth2/authorize', '/login'))
    await expect(page.getByText('admin@example.com').textContent()).resolves.toBeTruthy()
    await page.getByRole('link', { name: 'Sign in as somebody else' }).click()
    await page.getByLabel('Password').waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Continue to Lifeguard' }).click()

    await page.waitForURL(/callback\?code=/)
  })
})

const places = [
  ['/login', start],
  ['/signup', () => start().replace('/oauth2/authorize', '/signup')],
  ['/forgotPassword', () => start().replace('/oauth2/authorize', '/forgotPassword')],
  ['/error', () => `${pool.domain}/error?error=redirect_mismatch`],
  ['/_local/mail', () => `${pool.domain}/_local/mail`],
] as const

describe.skipIf(browserPath === undefined)('a screen reader and a phone', { timeout: 60_000 }, () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it.each(places)(`find nothing wrong with %s, ${colorScheme}`, async (_path, url) => {
      const page = await openPage({ colorScheme, width: 320 })
      await page.goto(url())

      await page.evaluate(axe.source)
      const violations: unknown = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
      )
      const overflow: unknown = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )

      expect(violations).toEqual([])
      expect(overflow).toBe(0)
    })
  }

  it('find nothing wrong with a form that was refused, nor with the page that asks for a code', async () => {
    const page = await openPage({ width: 320 })
    await page.goto(start())
    await page.getByLabel('Email').fill('admin@example.com')
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor()
    await page.evaluate(axe.source)
    const refused: unknown = await page.evaluate('axe.run().then(({ violations }) => violations.length)')

    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('Email').fill('admin@example.com')
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByLabel('Code').waitFor()
    await page.evaluate(axe.source)
    const asking: unknown = await page.evaluate('axe.run().then(({ violations }) => violations.length)')

    expect([refused, asking]).toEqual([0, 0])
  })
})
