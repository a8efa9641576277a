import { describe, expect, it } from 'vitest'
import { expectStatus, storedTexts } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn } from './visitor.ts'

const stage = setStage()

const storages = () => ({
  local: JSON.stringify({ ...localStorage }),
  session: JSON.stringify({ ...sessionStorage }),
})

describe('the store of a session', () => {
  it('F-10: "split" keeps the refresh token in sessionStorage and nothing else anywhere', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)

    const { local, session } = await page.evaluate(storages)
    expect(local).toBe('{}')
    expect(Object.keys(JSON.parse(session))).toEqual(['lifeguard.lifeguardweb00000000000001.session'])
    expect(Object.keys(JSON.parse(Object.values(JSON.parse(session)).join()))).toEqual([
      'issuer',
      'session',
      'generation',
      'subject',
      'scope',
      'refreshToken',
    ])
  })

  it('X-18: takes whatever it cannot read for no session, without a request', async () => {
    const visitor = await stage.newVisitor()
    const key = 'lifeguard.lifeguardweb00000000000001.session'
    const page = await visitor.open('/')
    const foreign = { session: 'a', generation: 1, subject: 's', scope: 'openid', refreshToken: 'r' }
    for (const poison of [
      'garbage',
      '{"__proto__":{"refreshToken":"x"}}',
      JSON.stringify({ ...foreign, issuer: 'https://evil.example' }),
      JSON.stringify({ ...foreign, issuer: stage.pool.issuer, generation: 0.5 }),
      'x'.repeat(4_000_000),
    ]) {
      await page.evaluate(([name, value]) => sessionStorage.setItem(name, value), [key, poison] as const)
      await page.reload()
      await expectStatus(page, 'signed-out no-session')
    }
    expect(visitor.tokenRequests()).toEqual([])
  })

  it('X-18: works where storage is full or disabled, until the page is left', async () => {
    const visitor = await stage.newVisitor()
    await visitor.context.addInitScript(() => {
      const { setItem } = Storage.prototype
      Storage.prototype.setItem = function (this: Storage, key: string, value: string) {
        if (key.endsWith('.session')) throw new DOMException('full', 'QuotaExceededError')
        setItem.call(this, key, value)
      }
    })
    const page = await openSignedIn(visitor)

    expect(await storedTexts(page)).not.toMatch(/refreshToken|eyJ/)
  })

  it('"memory" keeps nothing: another tab still borrows, a reload of the last one forgets', async () => {
    const visitor = await stage.newVisitor({ store: 'memory' })
    const page = await openSignedIn(visitor)
    expect(await page.evaluate(storages)).toEqual({ local: '{}', session: '{}' })
    const second = await visitor.open('/')
    await expectStatus(second, 'signed-in')
    await second.close()

    await page.goto(`${stage.origin}/`)
    await expectStatus(page, 'signed-out no-session')
  })

  it('"local" keeps the refresh token in localStorage, and the next visit begins signed in', async () => {
    const visitor = await stage.newVisitor({ store: 'local', refreshTokenSeconds: 3600 })
    const page = await openSignedIn(visitor)
    const { local, session } = await page.evaluate(storages)
    expect(local).toContain('refreshToken')
    expect(session).toBe('{}')
    await page.close()

    const next = await visitor.open('/private')
    await expectStatus(next, 'signed-in')
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
    const lifetime = await next.evaluate(() => {
      const state = window.session.current()
      return state.status === 'signed-in' && Number(state.endsAt) - Number(state.startedAt)
    })
    expect(lifetime).toBe(3_600_000)
  })

  it('S-05: "local" that goes with a sign-out while another tab restores it leaves that tab signed out', async () => {
    const visitor = await stage.newVisitor({ store: 'local' })
    const page = await openSignedIn(visitor)
    const second = await visitor.context.newPage()
    const answer = Promise.withResolvers<void>()
    await second.route('**/oauth2/token', async (route) => {
      await answer.promise
      await route.continue()
    })
    // What that tab has to restore rests in the storage alone: no tab is there to lend it.
    await page.goto('about:blank')
    await second.goto(`${stage.origin}/private`)
    await expect.poll(() => visitor.tokenRequests('refresh_token').length).toBe(1)

    await page.goto(`${stage.origin}/`)
    await page.waitForFunction(() => 'session' in window)
    await page.evaluate(() => void window.session.signOut())
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0)
    answer.resolve()

    await expectStatus(second, 'signed-out signed-out-elsewhere')
  })
})
