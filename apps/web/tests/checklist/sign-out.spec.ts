import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { readRefreshToken, readStorage } from '../storage.ts'
import { requestsTo, tokenRequests, type Visitor } from '../visitor.ts'
import { openNewNote } from '../writing-notes.ts'

const clientId = 'lifeguardweb00000000000001'

describeInBrowser('signing out', () => {
  const stage = setStage()

  it('S-02 · is one click away on every page', async () => {
    const { page } = await stage.arriveThroughPool({ path: '/', email: 'admin@example.com' })
    for (const path of ['/nowhere', '/notes', '/account', '/console', '/admin', '/']) {
      await page.goto(stage.world.webUrl + path)
      await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).waitFor()
    }
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
  })

  it('36 · C-19 · leads through the sign-out of the pool, with no ID token in any URL', async () => {
    const visitor = await stage.arriveThroughPool()
    await signOut(visitor)
    await visitor.page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()

    const [leaving, ...others] = requestsTo(visitor, '/logout')
    expect(others).toEqual([])
    const { origin, searchParams } = new URL(leaving?.url() ?? '')
    expect(origin).toBe(stage.world.pool.domain)
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: clientId,
      logout_uri: `${stage.world.webUrl}/`,
    })
    expect(visitor.requests.filter((request) => /id_token|eyJ/.test(request.url()))).toEqual([])
  })

  it('37 · leaves no token, e-mail or profile in any storage', async () => {
    const visitor = await stage.arriveThroughPool()
    await openNewNote(visitor.page)
    await visitor.page.getByLabel('Title').fill('A draft of mine')
    await visitor.page.keyboard.press('Escape')
    expect(await readStorage(visitor.page)).toMatch(/refreshToken.*|A draft of mine/)
    await signOut(visitor)
    await visitor.page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()

    expect(await readStorage(visitor.page)).not.toMatch(
      /refreshToken|eyJ|user@example|Uma User|A draft of mine|code_verifier/,
    )
  })

  it('37 · leaves no draft either when it begins on a page without any', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    await openNewNote(page)
    await page.getByLabel('Title').fill('A draft of mine')
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { name: /^Hello/ }).waitFor()
    expect(await readStorage(page)).toMatch(/A draft of mine/)
    const backFromThePool = page.waitForEvent('load')
    await signOut(visitor)
    await backFromThePool

    expect(await readStorage(page)).not.toMatch(/A draft of mine/)
  })

  it('S-03 · has removed everything before the browser leaves for the pool', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    // An answer without content leaves the browser where it is.
    await page.route('**/logout?**', (route) => route.fulfill({ status: 204 }))
    const leaving = page.waitForRequest(/\/logout\?/)
    await signOut(visitor)
    await leaving

    expect(await readStorage(page)).not.toMatch(/refreshToken|eyJ/)
    visitor.forgetRequests()
    // The pool still remembers the person, and is not asked here; the app does not.
    await page.route('**/oauth2/authorize?**', (route) => route.fulfill({ status: 204 }))
    const asking = page.waitForRequest(/\/oauth2\/authorize\?/)
    await page.goto(`${stage.world.webUrl}/notes`)
    await asking
    expect(tokenRequests(visitor)).toEqual([])
    expect(visitor.requests.filter((request) => request.headers().authorization)).toEqual([])
  })

  it('S-04 · revokes the refresh token at the pool', async () => {
    const visitor = await stage.arriveThroughPool()
    const refreshToken = (await readRefreshToken(visitor.page)) ?? ''
    expect(refreshToken).not.toBe('')
    await signOut(visitor)
    await visitor.page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()

    const response = await fetch(`${stage.world.pool.domain}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: refreshToken,
      }),
    })
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' })
  })

  it('34 · with the revocation endpoint down still clears everything and ends at the pool', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    visitor.excuse(/status of 503/)
    stage.world.pool.faults.set({ endpoints: { revoke: { status: 503 } } })
    await signOut(visitor)

    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    expect(requestsTo(visitor, '/oauth2/revoke')).toHaveLength(1)
    expect(await readStorage(page)).not.toMatch(/refreshToken|eyJ/)
  })

  it('34 · with a revocation endpoint that never answers leaves all the same', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    visitor.excuse(/ERR_/)
    stage.world.pool.faults.set({ endpoints: { revoke: { mode: 'hang' } } })
    await signOut(visitor)

    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    expect(requestsTo(visitor, '/logout')).toHaveLength(1)
    expect(await readStorage(page)).not.toMatch(/refreshToken|eyJ/)
  })

  it('34 · offline clears everything here, says what it could not do, and asks for the password next time', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page, context } = visitor
    visitor.excuse(/ERR_INTERNET_DISCONNECTED/)
    await context.setOffline(true)
    await signOut(visitor)

    await page.getByText('You are signed out here, but the sign-in service could not be reached').waitFor()
    expect(await readStorage(page)).not.toMatch(/refreshToken|eyJ|user@example/)

    await context.setOffline(false)
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/^password/i).waitFor()
    const authorize = requestsTo(visitor, '/oauth2/authorize').at(-1)
    expect(new URL(authorize?.url() ?? '').searchParams.get('prompt')).toBe('login')
  })

  it('35 · X-31 · is not undone by Back, Forward or a reload', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    await signOut(visitor)
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    visitor.forgetRequests()

    await page.goBack()
    await isSignedOut(page)
    await page.goForward()
    await isSignedOut(page)
    await page.reload()
    await isSignedOut(page)
    expect(visitor.requests.filter((request) => request.headers().authorization)).toEqual([])
  })

  /** The page shows nothing private: neither this app's page of the person nor a way into the account. */
  async function isSignedOut(page: Page): Promise<void> {
    await page.waitForLoadState()
    await page.getByRole('button', { name: 'Sign in' }).first().waitFor()
    expect(await page.getByRole('button', { name: /^Account menu/ }).count()).toBe(0)
    expect(await page.content()).not.toContain('Uma User')
  }
})

async function signOut({ page }: Visitor): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
}
