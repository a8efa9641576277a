import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { findBrowser, launchBrowser } from '@lifeguard/test-browser'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localProfile, type RunningUserPool, startUserPool } from '../index.ts'

const main = import.meta.resolve('oidc-client-ts')
const library = readFileSync(new URL('../browser/oidc-client-ts.min.js', main), 'utf8')

/** An app of three lines around the library, as somebody else would write it. */
function appPage(pool: RunningUserPool, origin: string): string {
  const settings = {
    authority: pool.issuer,
    client_id: 'lifeguardweb00000000000001',
    redirect_uri: `${origin}/callback`,
    scope: 'openid email notes/read',
    revokeTokenTypes: ['refresh_token'],
  }
  return `<!doctype html><meta charset="utf-8"><title>app</title><script src="/library.js"></script>
<script>window.manager = new oidc.UserManager(${JSON.stringify(settings)})</script>`
}

let pool: RunningUserPool
let browser: Browser
const browserPath = await findBrowser()
let origin: string

const app = createServer((request, response) => {
  if (request.url === '/library.js') {
    response.setHeader('content-type', 'text/javascript')
    response.end(library)
    return
  }
  response.setHeader('content-type', 'text/html')
  response.end(appPage(pool, origin))
})

beforeAll(async () => {
  if (browserPath === undefined) return
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const address = app.address()
  origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
  pool = await startUserPool({ config: localProfile({ webOrigin: origin }) })
  browser = await launchBrowser(browserPath)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await pool?.close()
  app.close()
})

/** What the library answers to this expression, as JSON. */
async function ask(page: Page, expression: string): Promise<unknown> {
  return await page.evaluate(`(async () => ${expression})()`)
}

describe.skipIf(browserPath === undefined)('oidc-client-ts in Chromium', { timeout: 60_000 }, () => {
  it('signs in, refreshes, reads userInfo, revokes and signs out', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(origin)
    await page.evaluate('void manager.signinRedirect({ nonce: "a-nonce" })')
    await page.getByLabel('Email').fill('user@example.com')
    await page.getByLabel('Password').fill('Passw0rd!')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/callback\?code=/)
    const signedIn = await ask(page, '(await manager.signinCallback()).profile.email')

    const before = await ask(page, '(await manager.getUser()).access_token')
    const after = await ask(page, '(await manager.signinSilent()).access_token')
    const info = await ask(
      page,
      `(await (await fetch('${pool.domain}/oauth2/userInfo', {
        headers: { authorization: 'Bearer ' + (await manager.getUser()).access_token },
      })).json()).email`,
    )
    await ask(page, 'await manager.revokeTokens(["refresh_token"])')
    await ask(page, 'await manager.removeUser()')
    const signOut = new URL(`${pool.domain}/logout`)
    signOut.searchParams.set('client_id', 'lifeguardweb00000000000001')
    signOut.searchParams.set('logout_uri', `${origin}/`)
    await page.goto(signOut.href)

    expect(signedIn).toBe('user@example.com')
    expect(after).not.toBe(before)
    expect(info).toBe('user@example.com')
    expect(page.url()).toBe(`${origin}/`)
    await page.evaluate('void manager.signinRedirect()')
    await page.getByLabel('Password').waitFor()
  })
})
