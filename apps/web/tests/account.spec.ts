import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'
import { readStorage } from './storage.ts'
import { requestsTo } from './visitor.ts'
import { openAgain } from './writing-notes.ts'

describeInBrowser('the account page', () => {
  const stage = setStage()

  it('says who is signed in and what the app may do', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })

    await page.getByRole('definition').getByText('user@example.com').waitFor()
    await page.getByText('Add, change and delete your notes').waitFor()
    expect(await page.title()).toBe('Account · Lifeguard')
  })

  it('shows the chosen name wherever somebody is named, until the sign-out', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/account' })
    const { page } = visitor
    await page.getByRole('button', { name: 'Account menu of Uma User' }).waitFor()
    await page.getByLabel('Shown as').fill('Ada Lovelace')
    await page.getByRole('button', { name: 'Save' }).click()

    const menu = page.getByRole('button', { name: 'Account menu of Ada Lovelace' })
    await menu.getByText('AL', { exact: true }).waitFor()
    await page.getByRole('definition').getByText('Ada Lovelace').waitFor()
    visitor.forgetRequests()
    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { name: 'Hello, Ada Lovelace' }).waitFor()
    expect(requestsTo(visitor, '/me')).toEqual([])

    const backFromThePool = page.waitForEvent('load')
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await backFromThePool
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    expect(await readStorage(page)).not.toMatch(/Ada/)
  })

  it('asks the API for the chosen name where this tab does not know it', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/' })

    await page.getByRole('heading', { name: 'Hello, Ada Lovelace' }).waitFor()
    await page.getByRole('button', { name: 'Account menu of Ada Lovelace' }).waitFor()
  })

  it('leads to the pool for a passkey, where the pool has a page for it', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })
    const { domain } = stage.world.pool
    await page.getByRole('button', { name: 'Change password' }).waitFor()
    expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0)
    await page.route('**/config.json', async (route) => {
      const config = await (await route.fetch()).json()
      await route.fulfill({ json: { ...config, passkeys: true } })
    })
    await page.route(`${domain}/passkeys/add?**`, (route) => route.fulfill({ body: 'A page at AWS' }))
    await page.reload()

    await page.getByRole('button', { name: 'Add a passkey' }).click()

    await page.waitForURL(`${domain}/passkeys/add?**`)
    expect(new URL(page.url()).searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  })

  it('deletes the account after asking, signs out, and says what remains', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })

    await page.getByRole('button', { name: 'Delete account' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete account and notes' }).click()

    await page.getByText('Your sign-in itself remains in the user pool').waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).waitFor()
  })

  it('offers the sign-in when the session has ended before the account is deleted', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/account' })
    const { page } = visitor
    visitor.excuse(/status of 401/)
    await page.route(
      (url) => url.pathname === '/me' && url.origin === stage.world.apiUrl,
      (route) =>
        route.request().method() === 'DELETE'
          ? route.fulfill({ status: 401, headers: refusal('error="invalid_token"') })
          : route.fallback(),
    )

    await page.getByRole('button', { name: 'Delete account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Delete account and notes' }).click()

    await dialog.getByText('Your session has ended').waitFor()
    expect(await dialog.getByText('Try again').count()).toBe(0)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.origin === stage.world.pool.domain)
  })

  it('keeps its question that is closed and opened again at once, as React does in development', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })
    await page.getByRole('button', { name: 'Delete account' }).click()

    await page.getByRole('dialog').evaluate(openAgain)

    expect(await page.getByRole('dialog').count()).toBe(1)
  })

  it('asks for the password when the sign-in is too old, and then deletes without asking again', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/account', email: 'admin@example.com' })
    const { page } = visitor
    visitor.excuse(/status of 401/)
    let refused = false
    await page.route(
      (url) => url.pathname === '/me' && url.origin === stage.world.apiUrl,
      async (route) => {
        if (route.request().method() !== 'DELETE' || refused) return route.fallback()
        refused = true
        await route.fulfill({
          status: 401,
          headers: refusal('error="insufficient_user_authentication", max_age="300"'),
        })
      },
    )

    await page.getByRole('button', { name: 'Delete account' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete account and notes' }).click()
    await page.waitForURL((url) => url.origin === stage.world.pool.domain)
    await page.getByLabel(/^password/i).fill('Passw0rd!')
    await page.getByLabel(/e-?mail/i).fill('admin@example.com')
    await page.getByRole('button', { name: /sign in/i }).click()

    await page.getByText('Your sign-in itself remains in the user pool').waitFor()
  })

  function refusal(challenge: string): Record<string, string> {
    return {
      'access-control-allow-origin': stage.world.webUrl,
      'access-control-expose-headers': 'WWW-Authenticate',
      'www-authenticate': `Bearer ${challenge}`,
    }
  }
})

describeInBrowser('the page of people', () => {
  const stage = setStage()

  it('says when an account begins, since not everybody in the pool has one', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/admin', email: 'admin@example.com' })

    await page.getByText('An account begins when its owner first comes here').waitFor()
  })
})
