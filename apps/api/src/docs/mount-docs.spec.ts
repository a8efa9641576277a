import { createServer } from 'node:http'
import { localProfile } from '@lifeguard/local-user-pool'
import { findBrowser, launchBrowser } from '@lifeguard/test-browser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi, toolsClient } from '../testing/test-api.ts'

const browserPath = await findBrowser()

describe.skipIf(browserPath === undefined)('GET /docs', { timeout: 120_000 }, () => {
  let api: TestApi
  let apiUrl: string
  let browser: Browser

  beforeAll(async () => {
    // The pool must know the address before the API is there: callbacks are registered.
    const port = await findFreePort()
    apiUrl = `http://localhost:${port}`
    const environment = {
      PORT: String(port),
      API_URL: apiUrl,
      COGNITO_CLIENT_IDS: toolsClient,
      COGNITO_TOOLS_CLIENT_ID: toolsClient,
    }
    api = await startTestApi(environment, { config: localProfile({ apiUrl }) })
    browser = await launchBrowser(browserPath ?? '')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await api?.close()
  })

  it('has headers of its own, and nothing else has them', async () => {
    const page = await fetch(`${api.url}/docs`)
    const script = await fetch(`${api.url}/docs/swagger-ui-bundle.js`)
    const data = await fetch(`${api.url}/openapi.json`)

    for (const { status, headers } of [page, script]) {
      expect(status).toBe(200)
      expect(headers.get('content-security-policy')).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ${api.pool.domain}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      )
      expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(data.headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'")
    expect((await fetch(`${api.url}/docs`, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${api.url}/docs/other.js`)).status).toBe(401)
  })

  it('A reader signs in with PKCE, and asks who they are.', async () => {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    const elsewhere: string[] = []
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (protocol !== 'data:' && ![apiUrl, api.pool.domain].includes(origin)) elsewhere.push(origin)
    })
    let challengeMethod: string | null = null
    page.context().on('request', (request) => {
      const url = new URL(request.url())
      if (url.pathname === '/oauth2/authorize')
        challengeMethod = url.searchParams.get('code_challenge_method')
    })

    await page.goto(`${apiUrl}/docs`)
    await page.getByRole('button', { name: 'Authorize' }).first().click()
    const dialog = page.locator('.auth-container', { hasText: 'person' })
    const [signIn] = await Promise.all([
      page.waitForEvent('popup'),
      dialog.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click(),
    ])
    await signIn.locator('input[name=username]').fill('user@example.com')
    await signIn.locator('input[name=password]').fill('Passw0rd!')
    await Promise.all([
      signIn.waitForEvent('close'),
      signIn.getByRole('button', { name: /sign in/i }).click(),
    ])
    await dialog.getByRole('button', { name: 'Remove authorization' }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).first().click()

    await page
      .getByRole('button', { name: /GET.*\/me\b/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()

    const answer = page.locator('.live-responses-table')
    await answer.getByText('user@example.com').waitFor()
    expect(await answer.textContent()).toContain('"kind": "user"')
    expect(challengeMethod).toBe('S256')
    expect(elsewhere).toEqual([])
    expect(faults).toEqual([])
  })
})

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port')
  return address.port
}
