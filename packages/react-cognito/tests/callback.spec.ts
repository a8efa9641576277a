import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { serve } from './serve.ts'
import { expectStatus, setStage, signInAs, storedTexts, type Visitor } from './stage.ts'

const stage = setStage()

/** Up to the pool's page and no further: a sign-in is pending, and this is its request. */
async function beginSignIn(
  visitor: Visitor,
  path = '/private',
): Promise<{ page: Page; request: URLSearchParams }> {
  const page = await visitor.open(path)
  await page.getByLabel(/password/i).waitFor()
  const authorize = visitor.requests.findLast((each) => each.url().includes('/oauth2/authorize'))
  return { page, request: new URL(authorize?.url() ?? '').searchParams }
}

async function openCallback(page: Page, query: string): Promise<void> {
  await page.goto(`${stage.origin}/callback${query}`)
}

describe('a sign-in request', () => {
  it('C-01, C-02, C-03, C-15: carries a challenge, state and nonce of its own, and the documented scope', async () => {
    const visitor = await stage.newVisitor()
    const { request } = await beginSignIn(visitor)
    const { request: next } = await beginSignIn(visitor)

    expect(Object.fromEntries(request)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile notes/read notes/write',
      redirect_uri: `${stage.origin}/callback`,
    })
    expect(request.get('code_challenge')).toMatch(/^[\w-]{43}$/)
    // 122 bits of a UUID, and 128 of our own.
    expect(request.get('state')).toMatch(/^[0-9a-f]{32};[\w-]{22}$/)
    expect(request.get('nonce')).toMatch(/^[\w-]{22}$/)
    for (const name of ['code_challenge', 'state', 'nonce'])
      expect(next.get(name)).not.toBe(request.get(name))
  })

  it('C-01: sends the verifier in the body of the token request and in no URL', async () => {
    const visitor = await stage.newVisitor()
    const { page } = await beginSignIn(visitor)
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')

    const verifier = new URLSearchParams(visitor.tokenRequests()[0]?.postData() ?? '').get('code_verifier')
    expect(verifier).toMatch(/^[\w-]{43,128}$/)
    expect(visitor.requests.filter((each) => each.url().includes(verifier ?? ''))).toEqual([])
  })

  it('goes to the page that was asked for, in the language and for the person that was asked for', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.open('/')
    await page.evaluate(() =>
      window.session.signIn({
        page: 'signup',
        lang: 'de',
        loginHint: 'user@example.com',
        returnTo: '/private',
      }),
    )
    await page.waitForURL(`${stage.pool.domain}/signup**`)

    const { searchParams } = new URL(page.url())
    expect(searchParams.get('lang')).toBe('de')
    expect(searchParams.get('login_hint')).toBe('user@example.com')
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  })

  it('is sent once, however often the button is pressed', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.open('/')
    await page.getByRole('button', { name: 'Sign in' }).dblclick()
    await page.getByLabel(/password/i).waitFor()

    expect(visitor.requests.filter((each) => each.url().includes('/oauth2/authorize'))).toHaveLength(1)
  })
})

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

describe('the way back', () => {
  it('6 · F-09, X-09, X-10, X-11: stays on our origin, and out of loops', async () => {
    const visitor = await stage.newVisitor()
    const { page } = await beginSignIn(visitor)
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')
    const hostile = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '\t//evil.example',
      'javascript:alert(1)',
      '/..//evil.example',
      '/callback?code=x&state=y',
      '/login',
    ]
    for (const returnTo of hostile) {
      await page.goto(`${stage.origin}/private`)
      await expectStatus(page, 'signed-in')
      await page.evaluate((value) => void window.session.signIn({ returnTo: value }), returnTo)
      await page.waitForURL(`${stage.origin}/`)
      await expectStatus(page, 'signed-in')
    }
  })

  it('6 · F-09, X-09: is checked again when it is read, in case the stored request was poisoned', async () => {
    const visitor = await stage.newVisitor()
    const page = await visitor.open('/')
    await page.evaluate(async () => {
      await window.session.signIn({ returnTo: '/private' })
      for (const [key, value] of Object.entries(sessionStorage)) {
        sessionStorage.setItem(key, value.replace('/private', '//evil.example'))
      }
    })
    await signInAs(page, 'user@example.com')
    await expectStatus(page, 'signed-in')

    expect(page.url()).toBe(`${stage.origin}/`)
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
