import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EvilSite, startEvilSite } from '../evil-site.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import { readStorage } from '../storage.ts'
import { requestsTo, type Visitor } from '../visitor.ts'
import { openNewNote } from '../writing-notes.ts'

describeInBrowser('no secret', () => {
  const stage = setStage()
  let evil: EvilSite

  beforeAll(async () => {
    evil = await startEvilSite()
  })
  afterAll(() => evil?.close())

  it('F-10 · G-24 · rests where it is not documented to rest, at any point of the flow', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    const kept: string[] = []
    const look = async (): Promise<void> => void kept.push((await documentedNames(page)).join())

    await page.goto(stage.world.webUrl)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look()
    const secrets = await signInAndCollect(visitor, stage.world.webUrl)
    await look()
    await openNewNote(page)
    await page.getByLabel('Title').fill('A draft')
    await look()
    await page.getByRole('button', { name: 'Add note' }).click()
    await page.locator('article[aria-busy=false]', { hasText: 'A draft' }).waitFor()
    await look()
    await page.reload()
    await page.getByRole('article', { name: 'A draft' }).waitFor()
    await look()
    const whileSignedIn = await everythingOf(page)
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    await look()

    expect(kept).toEqual(['', 'name,session', 'draft,name,session', 'name,session', 'name,session', ''])
    expect(secrets.size).toBeGreaterThanOrEqual(6)
    // The one secret at rest is the refresh token, in the storage of the tab.
    for (const [secret, kind] of secrets) {
      if (kind !== 'refresh_token')
        expect({ kind, found: whileSignedIn.includes(secret) }).toEqual({ kind, found: false })
    }
    const afterwards = await everythingOf(page)
    for (const [secret, kind] of secrets) {
      expect({ kind, found: afterwards.includes(secret) }).toEqual({ kind, found: false })
      expect({ kind, logged: stage.world.log.join('\n').includes(secret) }).toEqual({ kind, logged: false })
    }
    expect(stage.world.log.length).toBeGreaterThan(3)
  })

  it('42 · is ever rendered or written to the console', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    const jwt = /eyJ[\w-]+\.eyJ/
    for (const path of ['/', '/notes', '/account', '/nowhere']) {
      await page.goto(stage.world.webUrl + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
      expect(await page.content()).not.toMatch(jwt)
    }
    expect(visitor.console.join('\n')).not.toMatch(jwt)
    expect(visitor.requests.some((request) => jwt.test(request.headers().authorization ?? ''))).toBe(true)
  })

  it('C-11 · X-35 · of the callback stays in address, title, page or history, and with the next page load nowhere', async () => {
    const visitor = await stage.arriveThroughPool({ path: '/' })
    const { page } = visitor
    const callback = new URL(requestsTo(visitor, '/callback')[0]?.url() ?? '')
    const code = callback.searchParams.get('code') ?? 'missing'
    const state = callback.searchParams.get('state') ?? 'missing'
    await page.getByRole('link', { name: 'Notes' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()

    // How the browser came to this page is written down by itself, and by then the code is redeemed.
    const seen = await everythingOf(page, { besides: 'navigation' })
    expect(seen).toContain('Notes · Lifeguard')
    expect(seen).not.toContain(code)
    expect(seen).not.toContain(state)

    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    const afterwards = await everythingOf(page)
    expect(afterwards).toContain('Notes · Lifeguard')
    expect(afterwards).not.toContain(code)
    expect(afterwards).not.toContain(state)
  })

  it('X-34 · leaves with a link to elsewhere', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    const referrers: string[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(evil.url)) referrers.push(request.headers().referer ?? 'none')
    })
    await page.evaluate((url) => {
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
    }, `${evil.url}/out`)
    await page.waitForURL(`${evil.url}/**`)

    expect(referrers).toEqual(['none'])
    expect(await page.evaluate(() => document.referrer)).toBe('')
  })

  it('O-06 · X-36 · stands in the console after failures of callback, renewal and API', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/status of|ERR_|unhandled in the page/)
    stage.world.pool.faults.set({ endpoints: { token: { status: 500, times: 1 } } })
    await page.goto(`${stage.world.webUrl}/notes`)
    await page.getByLabel(/e-?mail|user ?name/i).fill('user@example.com')
    await page.getByLabel(/^password/i).fill('Passw0rd!')
    await page.getByRole('button', { name: /sign in/i }).click()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    stage.world.pool.faults.set({ endpoints: { token: { mode: 'truncate', times: 1 } } })
    await page.reload()
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await page.evaluate(() => Promise.reject(new Error('unhandled in the page')).catch(console.error))

    // Every secret that was sent is searched for in the console, the logs and all URLs after each test.
    expect(visitor.console.length).toBeGreaterThan(0)
    expect(visitor.console.join('\n')).not.toMatch(/eyJ[\w-]+\.|code=|code_verifier|refresh_token=/)
  })

  it('F-12 · X-37 · is in the reach of a service worker or in a cache', async () => {
    const { page } = await stage.arriveSignedIn()

    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
    expect(await page.evaluate(() => caches.keys())).toEqual([])
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([])
  })
})

/** Signs in, and learns every secret of it: what the app sent, what the pool answered, and the pool's cookies. */
async function signInAndCollect(visitor: Visitor, webUrl: string): Promise<ReadonlyMap<string, string>> {
  const { page, context } = visitor
  const secrets = new Map<string, string>()
  await page.goto(`${webUrl}/notes`)
  await page.getByLabel(/e-?mail|user ?name/i).fill('user@example.com')
  await page.getByLabel(/^password/i).fill('Passw0rd!')
  const answering = page.waitForResponse(/oauth2\/token/)
  await page.getByRole('button', { name: /sign in/i }).click()
  const answer = await answering
  const tokens: unknown = await answer.json()
  for (const [name, value] of Object.entries(tokens ?? {})) {
    if (typeof value === 'string' && value.length > 20) secrets.set(value, name)
  }
  const sent = new URLSearchParams(answer.request().postData() ?? '')
  for (const name of ['code', 'code_verifier']) secrets.set(sent.get(name) ?? 'missing', name)
  secrets.set('Passw0rd!', 'password')
  // The language that the pool remembers is no secret.
  for (const { name, value } of await context.cookies())
    if (name !== 'lang') secrets.set(value, `cookie ${name}`)
  await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
  // The name that was chosen comes from the API, after the page.
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.endsWith('.name')))
  return secrets
}

/** What is kept for the app, by the documented names; a key without a documented name is given as it is. */
async function documentedNames(page: Page): Promise<readonly string[]> {
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
  return keys
    .map((key) => {
      const personal = /^lifeguard\.personal\.[\w-]+\.(name$|draft)/.exec(key)?.[1]
      if (personal !== undefined) return personal
      return key === 'lifeguard.lifeguardweb00000000000001.session' ? 'session' : key
    })
    .toSorted()
}

/** All that somebody who looks at the page later could read, besides performance entries of one type. */
async function everythingOf(page: Page, { besides = '' } = {}): Promise<string> {
  const seen = await page.evaluate(
    (left) => [
      document.title,
      document.referrer,
      document.documentElement.outerHTML,
      JSON.stringify(history.state),
      JSON.stringify(performance.getEntries().filter(({ entryType }) => entryType !== left)),
      location.href,
    ],
    besides,
  )
  return [...seen, await readStorage(page)].join('\n')
}
