import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EvilSite, startEvilSite } from '../evil-site.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import { readRefreshToken } from '../storage.ts'
import { tokenRequests } from '../visitor.ts'

describeInBrowser('another origin', () => {
  const stage = setStage()
  let evil: EvilSite

  beforeAll(async () => {
    evil = await startEvilSite()
  })
  afterAll(() => evil?.close())

  it('F-04 · X-19 · X-20 · cannot frame the app, its callback, or the pages of the pool', async () => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/frame|X-Frame-Options|ERR_BLOCKED/i)
    const { webUrl, pool } = stage.world
    const targets = [
      `${webUrl}/`,
      `${webUrl}/callback?code=c&state=s`,
      `${pool.domain}/login?client_id=lifeguardweb00000000000001&response_type=code&redirect_uri=${webUrl}/callback`,
      `${pool.domain}/logout?client_id=lifeguardweb00000000000001&logout_uri=${webUrl}/`,
    ]
    evil.serve(targets.map((target) => `<iframe src="${target.replaceAll('&', '&amp;')}"></iframe>`).join(''))
    await page.goto(evil.url)

    for (const frame of page.frames().slice(1)) {
      await expect.poll(() => frame.url()).toBe('chrome-error://chromewebdata/')
    }
    expect(page.frames()).toHaveLength(5)
    expect(tokenRequests(visitor)).toEqual([])
  })

  it('X-20 · C-18 · that opens the app in a popup has no hold on it and cannot talk to it', async () => {
    const visitor = await stage.arriveSignedIn()
    const { context, page } = visitor
    const before = await readRefreshToken(page)
    const opener = await context.newPage()
    evil.serve('<!doctype html><title>Evil</title>')
    await opener.goto(evil.url)
    const opening = context.waitForEvent('page')
    await opener.evaluate(
      (url) => Reflect.set(window, 'victim', window.open(url)),
      `${stage.world.webUrl}/notes`,
    )
    const victim = await opening
    await victim.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()

    expect(await victim.evaluate(() => window.opener)).toBeNull()
    expect(await opener.evaluate(() => Reflect.get(window, 'victim').closed)).toBe(true)
    await opener.evaluate((messages) => {
      for (const message of messages) Reflect.get(window, 'victim').postMessage(message, '*')
    }, forgedMessages)
    await victim.reload()
    await victim.getByRole('button', { name: /^Account menu/ }).waitFor()
    expect(await readRefreshToken(page)).toBe(before)
  })

  it('X-21 · C-18 · no window message changes anything, not even from this very page', async () => {
    const visitor = await stage.arriveSignedIn()
    const { page } = visitor
    const before = await readRefreshToken(page)
    await page.evaluate((messages) => {
      for (const message of messages) {
        window.postMessage(message, '*')
        window.dispatchEvent(new MessageEvent('message', { data: message, origin: 'https://evil.example' }))
      }
    }, forgedMessages)

    await page.getByRole('link', { name: 'Notes' }).click()
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()
    expect(await readRefreshToken(page)).toBe(before)
  })

  it('X-33 · can end the session of the pool with a link, as with Cognito, and not that of the app', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page, context } = visitor
    const other = await context.newPage()
    visitor.excuse(/ERR_|status of/)
    const signedInAtPool = async (): Promise<boolean> =>
      (await context.cookies(stage.world.pool.domain)).some(({ name }) => name === 'cognito')
    expect(await signedInAtPool()).toBe(true)
    const logout = `${stage.world.pool.domain}/logout?client_id=lifeguardweb00000000000001&logout_uri=${stage.world.webUrl}/`
    evil.serve(`<img src="${logout.replaceAll('&', '&amp;')}"><img src="${stage.world.webUrl}/logout">`)
    await other.goto(evil.url)

    await expect.poll(signedInAtPool).toBe(false)
    await page.reload()
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()
  })
})

const forgedMessages = [
  'signed-out',
  { kind: 'signed-out', session: 'zzzz' },
  { kind: 'signed-in', session: 'zzzz', subject: 'somebody' },
  { source: 'oidc-client', url: 'https://evil.example/callback?code=x&state=y', keepOpen: false },
  { type: 'authorization_response', response: { code: 'x', state: 'y' } },
  { __proto__: null, kind: 'lend', id: '1', lent: {} },
]
