import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectStatus, storedTexts } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn, signInAs, type Visitor } from './visitor.ts'

const stage = setStage()

/** Notes every heading and status that a page shows, however short. */
async function watchPages({ context }: Visitor): Promise<void> {
  await context.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    new MutationObserver(() => {
      for (const element of document.querySelectorAll('h1, [role=status]')) seen.add(element.textContent)
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
}

async function seenOn(page: Page): Promise<string[]> {
  return page.evaluate(() => [...Reflect.get(window, 'seen')])
}

describe('a session', () => {
  it('leads from a private page to the pool and back, survives a reload, and ends everywhere', async () => {
    const visitor = await stage.newVisitor()

    const page = await visitor.open('/private/notes?tag=a%20b#third')
    await page.waitForURL(`${stage.pool.domain}/login**`)
    await signInAs(page, 'user@example.com')

    await page.getByRole('heading', { name: 'Private notes' }).waitFor()
    expect(page.url()).toBe(`${stage.origin}/private/notes?tag=a%20b#third`)
    await page.getByText('useAuth: user@example.com').waitFor()
    expect(visitor.tokenRequests()).toHaveLength(1)

    await page.reload()
    await page.getByRole('heading', { name: 'Private notes' }).waitFor()
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${stage.origin}/`)
    await expectStatus(page, 'signed-out no-session')
    expect(await storedTexts(page)).not.toMatch(/eyJ|user@example/)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/password/i).waitFor()
  })

  it('is restored with one request to the pool, and nothing else flashes up', async () => {
    const visitor = await stage.newVisitor()
    await watchPages(visitor)
    const page = await openSignedIn(visitor)
    for (const [path, seen] of [
      ['/private', ['Private notes']],
      ['/', ['Hello, user@example.com', 'signed-in on-time']],
    ] as const) {
      visitor.requests.length = 0
      await page.goto(stage.origin + path)
      await page.getByRole('heading').waitFor()

      expect(await seenOn(page)).toEqual(seen)
      expect(visitor.requests.filter((each) => each.url().startsWith(stage.pool.domain))).toHaveLength(1)
    }
  })

  it('is decided for an anonymous visitor without a request to the pool and without the OpenID code', async () => {
    const visitor = await stage.newVisitor()
    await watchPages(visitor)
    const page = await visitor.open('/')

    expect(await seenOn(page)).toEqual(['Welcome', 'signed-out no-session'])
    expect(visitor.requests.filter((each) => !each.url().startsWith(stage.origin))).toEqual([])
    expect(visitor.requests.filter((each) => each.url().includes('pool-session'))).toEqual([])
  })

  it('C-06: reads nothing from the issuer, no discovery document and no key set', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await page.reload()
    await expectStatus(page, 'signed-in')

    expect(
      visitor.requests.filter((each) => each.url().startsWith(new URL(stage.pool.issuer).origin)),
    ).toEqual([])
  })

  it('is the same for code that goes through useAuth()', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await page.getByRole('button', { name: 'Renew with useAuth' }).click()
    await expect.poll(() => visitor.tokenRequests('refresh_token').length).toBe(1)

    await page.getByRole('button', { name: 'Leave with useAuth' }).click()
    await page.waitForURL(`${stage.origin}/`)

    const signOut = visitor.requests.find((each) => new URL(each.url()).pathname === '/logout')
    expect([...new URL(signOut?.url() ?? '').searchParams.keys()]).toEqual(['client_id', 'logout_uri'])
    expect(await storedTexts(page)).not.toMatch(/eyJ|refreshToken/)
  })
})
