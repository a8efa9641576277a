import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectStatus, storedTexts } from './in-page.ts'
import { serve } from './serve.ts'
import { setStage } from './stage.ts'
import { beginSignIn, signInAs, type Visitor } from './visitor.ts'

const stage = setStage()

async function openCallback(page: Page, query: string): Promise<void> {
  await page.goto(`${stage.origin}/callback${query}`)
}

describe('a callback', () => {
  it('C-11: leaves no code and no state in address, history, page or storage', async () => {
    const visitor = await stage.newVisitor()
    const { page } = await beginSignIn(visitor, '/private/deep?x=1#y')
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')

    expect(page.url()).toBe(`${stage.origin}/private/deep?x=1#y`)
    const callback = visitor.requests.find((each) => each.url().includes('/callback?'))
    const { searchParams } = new URL(callback?.url() ?? '')
    const secrets = [searchParams.get('code') ?? 'no code', searchParams.get('state') ?? 'no state']
    const seen = await page.evaluate(() => [
      document.referrer,
      document.documentElement.outerHTML,
      JSON.stringify(history.state),
      JSON.stringify(performance.getEntriesByType('resource')),
    ])
    for (const secret of secrets) {
      expect(seen.join() + (await storedTexts(page)) + visitor.console.join()).not.toContain(secret)
    }
    await page.reload()
    await expectStatus(page, 'signed-in')
    expect(await page.evaluate(() => JSON.stringify(performance.getEntries()))).not.toContain(secrets[0])
  })

  it('X-01: of no sign-in of ours costs no request and is said to have expired, until a reload', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.context.newPage()
    for (const query of ['?code=c&state=zzz', '?code=c&state=', '?code=c', '?code=c&state=%', '?state=zzz']) {
      await openCallback(page, query)
      await expectStatus(page, 'failed link-expired')
      expect(page.url()).toBe(`${stage.origin}/`)
      await page.reload()
      await expectStatus(page, 'signed-out no-session')
    }
    expect(visitor.tokenRequests()).toEqual([])
  })

  it('X-02, S-07: from another browser is refused', async () => {
    const attacker = await stage.newVisitor()
    const { request } = await beginSignIn(attacker)
    const victim = await stage.newVisitor()
    const page = await victim.context.newPage()
    await openCallback(page, `?code=of-the-attacker&state=${request.get('state')}`)

    await expectStatus(page, 'failed link-expired')
    expect(victim.tokenRequests()).toEqual([])
  })

  it('X-03: opened again while signed in redeems nothing and takes nothing away', async () => {
    const visitor = await stage.newVisitor()
    const { page } = await beginSignIn(visitor)
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')
    const callback = visitor.requests.find((each) => each.url().includes('/callback?'))?.url() ?? ''

    await page.goto(callback)
    await expectStatus(page, 'signed-in')
    const another = await visitor.context.newPage()
    await another.goto(callback)
    await expectStatus(another, 'signed-in')

    expect(visitor.tokenRequests('authorization_code')).toHaveLength(1)
  })

  it('X-04: with the code of another sign-in is refused by the pool, and leaves nobody half signed in', async () => {
    const attacker = await stage.newVisitor()
    const code = await obtainCode(attacker)
    const victim = await stage.newVisitor()
    const { page, request } = await beginSignIn(victim)
    await openCallback(page, `?code=${code}&state=${request.get('state')}`)

    await expectStatus(page, 'failed link-expired')
    expect(await storedTexts(page)).not.toMatch(/refreshToken|eyJ/)
  })

  it('X-07, C-05, C-08, C-17: of our own sign-in, but malformed or foreign, makes no token request', async () => {
    const visitor = await stage.newVisitor()
    for (const extra of [
      '&code=c&iss=https://evil.example',
      '&code=a&code=b',
      '&code=a&state=x',
      '&code=a&id_token=x',
    ]) {
      const { page, request } = await beginSignIn(visitor)
      await openCallback(page, `?state=${request.get('state')}${extra}`)
      await expectStatus(page, 'failed link-expired')
      await page.close()
    }
    expect(visitor.tokenRequests()).toEqual([])
  })

  it('C-02: with only half of our state makes no token request', async () => {
    const visitor = await stage.newVisitor()
    const { page, request } = await beginSignIn(visitor)
    await openCallback(page, `?code=c&state=${request.get('state')?.split(';')[0]}`)

    await expectStatus(page, 'failed link-expired')
    expect(visitor.tokenRequests()).toEqual([])
  })

  it('of somebody who went back says so, on the page that was asked for, and does not loop', async () => {
    const visitor = await stage.newVisitor()
    const { page, request } = await beginSignIn(visitor, '/private?a=b')
    await openCallback(page, `?error=access_denied&state=${request.get('state')}`)

    await expectStatus(page, 'failed cancelled')
    expect(page.url()).toBe(`${stage.origin}/private?a=b`)
    expect(visitor.requests.filter((each) => each.url().includes('/oauth2/authorize'))).toHaveLength(1)

    await page.getByRole('button', { name: 'Try again' }).click()
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')
    expect(page.url()).toBe(`${stage.origin}/private?a=b`)
  })

  it('C-09, X-12: shows no text, markup or link out of the URL', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.context.newPage()
    const description = encodeURIComponent(`<svg onload=alert(1)>${'\u202e'}spoof ${'x'.repeat(10_000)}`)
    await openCallback(
      page,
      `?error=server_error&error_description=${description}&error_uri=javascript:alert(1)`,
    )

    await expectStatus(page, 'failed refused')
    expect(await page.content()).not.toMatch(/svg|spoof|javascript:/)
  })

  it('C-10, X-13: is one on the callback path only; the parameters take nothing away elsewhere', async () => {
    const visitor = await stage.newVisitor()
    const { page } = await beginSignIn(visitor)
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')
    for (const path of [
      '/?code=x&state=y',
      '/?error=access_denied&state=y',
      '/private?code=x&state=y',
      '/callback/a?error=x',
    ]) {
      await page.goto(stage.origin + path)
      await expectStatus(page, 'signed-in')
    }

    expect(visitor.tokenRequests('authorization_code')).toHaveLength(1)
  })

  it('X-20: inside a frame is not processed', async () => {
    const visitor = await stage.newVisitor()
    const evil = await serve('127.0.0.1', (_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<iframe src="${stage.origin}/callback?code=c&state=s"></iframe>`)
    })
    const page = await visitor.context.newPage()
    await page.goto(evil.origin)

    const frame = page.frames()[1]
    await frame?.waitForFunction(() => window.session?.current().status === 'failed')
    const seen = await frame?.evaluate(() => [JSON.stringify(window.session.current()), location.search])
    expect(seen).toEqual(['{"status":"failed","problem":"refused"}', '?code=c&state=s'])
    expect(visitor.tokenRequests()).toEqual([])
    await evil.close()
  })

  it('X-23: opened in two tabs at once ends with both signed in, or the second one clean', async () => {
    const visitor = await stage.newVisitor()
    const { page } = await beginSignIn(visitor)
    const callback = await holdCallback(page)
    const second = await visitor.context.newPage()
    await Promise.all([page.goto(callback), second.goto(callback)])

    await expectStatus(page, 'signed-in')
    await expectStatus(second, 'signed-in')
    expect(visitor.tokenRequests('authorization_code')).toHaveLength(1)
  })
})

/** Signs in on the pool's page but keeps the app from running, so that nobody redeems the code; the callback's URL. */
async function holdCallback(page: Page): Promise<string> {
  await page.route('**/assets/**', (route) => route.abort())
  await signInAs(page, 'user@example.com')
  await page.waitForURL('**/callback**')
  await page.unroute('**/assets/**')
  return page.url()
}

async function obtainCode(visitor: Visitor): Promise<string> {
  const { page } = await beginSignIn(visitor)
  return new URL(await holdCallback(page)).searchParams.get('code') ?? ''
}
