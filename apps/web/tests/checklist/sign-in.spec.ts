import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { requestsTo, signInAtPool, tokenRequests } from '../visitor.ts'

describeInBrowser('signing in', () => {
  const stage = setStage()

  it('5 · a protected deep link survives sign-in, with path, query and hash', async () => {
    const { page } = await stage.arriveThroughPool({ path: '/notes?search=a%20b&tag=c#third' })

    expect(page.url()).toBe(`${stage.world.webUrl}/notes?search=a%20b&tag=c#third`)
  })

  it('7 · the URL is clean after the callback, and Back does not lead there', async () => {
    const visitor = await stage.arriveThroughPool({ path: '/' })
    const { page } = visitor
    expect(page.url()).not.toMatch(/code|state/)
    await page.goto(`${stage.world.webUrl}/account`)
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor()

    const addresses: string[] = []
    page.on('framenavigated', (frame) => addresses.push(new URL(frame.url()).pathname))
    await page.goBack()
    await page.goBack()

    expect(addresses).toHaveLength(2)
    expect(addresses).not.toContain('/callback')
    expect(tokenRequests(visitor, 'authorization_code')).toHaveLength(1)
  })

  it('16 · a double click on the button sends one sign-in request', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.goto(stage.world.webUrl)
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).dblclick()
    await page.getByLabel(/^password/i).waitFor()

    expect(requestsTo(visitor, '/oauth2/authorize')).toHaveLength(1)
  })

  it('56 · the pages of the pool speak the language of the app', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.goto(stage.world.webUrl)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')

    await page.getByLabel('Language').selectOption('de')
    // The other language is fetched when it is asked for.
    await page.locator('html[lang=de]').waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'Anmelden' }).click()
    await page.getByLabel(/^pass/i).waitFor()

    const [authorize] = requestsTo(visitor, '/oauth2/authorize')
    expect(new URL(authorize?.url() ?? '').searchParams.get('lang')).toBe('de')
  })

  it('58 · from the click to the page of the pool it takes two requests, and no discovery', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.goto(stage.world.webUrl)
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/^password/i).waitFor()

    const toPool = visitor.requests.filter(
      (request) =>
        request.url().startsWith(stage.world.pool.domain) && request.resourceType() !== 'stylesheet',
    )
    expect(toPool.map((request) => new URL(request.url()).pathname)).toEqual(['/oauth2/authorize', '/login'])
    expect(visitor.requests.filter((request) => request.url().startsWith(stage.world.pool.issuer))).toEqual(
      [],
    )
  })

  it('58 · from the submitted password to signed in only the callback and the token are asked for', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    await page.goto(stage.world.webUrl)
    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/^password/i).waitFor()
    const before = visitor.requests.length
    await signInAtPool(page, stage.world, 'user@example.com')
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()

    const { webUrl, pool } = stage.world
    const asked = visitor.requests.slice(before).map((request) => ({ request, url: new URL(request.url()) }))
    const toPool = asked.filter(({ url }) => url.origin === pool.domain)
    expect(toPool.map(({ request, url }) => `${request.method()} ${url.pathname}`)).toEqual([
      'POST /login',
      'POST /oauth2/token',
    ])
    const documents = asked.filter(
      ({ request, url }) => url.origin === webUrl && request.resourceType() === 'document',
    )
    expect(documents.map(({ url }) => url.pathname)).toEqual(['/callback'])
  })
})
