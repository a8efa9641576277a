import { createServer } from 'node:http'
import { findBrowser, launchBrowser } from '@lifeguard/test-browser'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { localProfile, type RunningUserPool, startUserPool } from '../index.ts'
import { authorizeUrl, type FlowClient, webClient } from '../testing/code-flow.ts'

let pool: RunningUserPool
let browser: Browser
let client: FlowClient
const browserPath = await findBrowser()
const app = createServer((_request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end('<!doctype html><title>The app</title>')
})

beforeAll(async () => {
  if (browserPath === undefined) return
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const address = app.address()
  const webOrigin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
  client = { ...webClient, callbackUrl: `${webOrigin}/callback` }
  pool = await startUserPool({ config: { ...localProfile({ webOrigin }), identityProviders: ['Google'] } })
  browser = await launchBrowser(browserPath)
})
afterAll(async () => {
  await browser?.close()
  await pool?.close()
  app.close()
})

/** A page of a new person. */
async function openPage(options: { colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 900, height: 760 },
  })
  return await context.newPage()
}

const start = (parameters = {}) => authorizeUrl(pool.domain, client, parameters).href

function codeOf(text: string | undefined): string {
  return /\d{6}/.exec(text ?? '')?.[0] ?? 'no code'
}

describe.skipIf(browserPath === undefined)('the pages', () => {
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

    await page.waitForURL(/callback\?code=/)
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

    await page.waitForURL(/callback\?code=/)
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

  it('mark the field that was wrong, and no other', async () => {
    const page = await openPage()
    await page.goto(start().replace('/oauth2/authorize', '/signup'))
    await page.getByLabel('Email').fill('new@example.com')
    await page.getByLabel('Password').fill('weak')
    await page.getByRole('button', { name: 'Sign up' }).click()

    await page.getByRole('alert').getByText('The password needs').waitFor()
    expect(await page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBeNull()
  })

  it('lead over an identity provider into the app', async () => {
    const page = await openPage()
    await page.goto(start())
    await page.getByRole('link', { name: 'Sign in with Google' }).click()
    await page.getByLabel('Email').fill('gina@example.com')
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.waitForURL(/\/callback\?code=/)
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

/** How a person gets to a page; the pages before it may have been left in any state. */
const ways: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  '/login': (page) => page.goto(start()),
  '/login in German': (page) => page.goto(start({ lang: 'de' })),
  '/login after a wrong password': async (page) => {
    await page.goto(start())
    await signIn(page, 'admin@example.com', 'wrong')
    await page.getByRole('alert').waitFor()
  },
  '/login of somebody who is signed in': async (page) => {
    await page.goto(start())
    await signIn(page, 'admin@example.com', 'Passw0rd!')
    await page.waitForURL(/callback\?code=/)
    await page.goto(start().replace('/oauth2/authorize', '/login'))
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  },
  'the stand-in for an identity provider': async (page) => {
    await page.goto(start())
    await page.getByRole('link', { name: 'Sign in with Google' }).click()
    await page.getByRole('heading', { name: 'Sign in with Google' }).waitFor()
  },
  '/signup': (page) => page.goto(start().replace('/oauth2/authorize', '/signup')),
  '/confirm': async (page) => {
    await page.goto(start().replace('/oauth2/authorize', '/signup'))
    await page.getByLabel('Email').fill('axe@example.com')
    await page.getByLabel('Password').fill('Passw0rd!')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.getByRole('heading', { name: 'Confirm your account' }).waitFor()
  },
  '/confirmUser': (page) => page.goto(`${pool.domain}/confirmUser`),
  '/forgotPassword': (page) => page.goto(start().replace('/oauth2/authorize', '/forgotPassword')),
  '/confirmforgotPassword': async (page) => {
    await page.goto(start().replace('/oauth2/authorize', '/forgotPassword'))
    await page.getByLabel('Email').fill('admin@example.com')
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByLabel('Code').waitFor()
  },
  'a form that is too old': async (page) => {
    await page.goto(start())
    await page.context().clearCookies()
    await signIn(page, 'admin@example.com', 'Passw0rd!')
    await page.getByRole('link', { name: 'Start again' }).waitFor()
  },
  '/error': (page) => page.goto(`${pool.domain}/error?error=redirect_mismatch`),
  '/_local/mail': (page) => page.goto(`${pool.domain}/_local/mail`),
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

describe.skipIf(browserPath === undefined).each(['light', 'dark'] as const)(
  'a screen reader and a phone, %s',
  (colorScheme) => {
    let page: Page
    beforeAll(async () => {
      page = await openPage({ colorScheme, width: 320 })
    })
    beforeEach(() => page.context().clearCookies())
    afterAll(() => page.context().close())

    it.each(Object.entries(ways))('find nothing wrong with %s', async (_name, goThere) => {
      await goThere(page)

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
  },
)
