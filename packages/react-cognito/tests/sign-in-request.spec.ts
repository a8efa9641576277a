import { describe, expect, it } from 'vitest'
import { expectStatus } from './in-page.ts'
import { setStage } from './stage.ts'
import { beginSignIn, signInAs } from './visitor.ts'

const stage = setStage()

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

  it('C-12: is refused, and stays at the pool, with a callback URL that is only like the registered one', async () => {
    const visitor = await stage.newVisitor()
    const { page, request } = await beginSignIn(visitor)
    const { port } = new URL(stage.origin)
    const authorize = (redirectUri: string): string => {
      request.set('redirect_uri', redirectUri)
      return `${stage.pool.domain}/oauth2/authorize?${request}`
    }

    for (const other of [
      `${stage.origin}/callback/`,
      `${stage.origin}/callback?x=1`,
      `${stage.origin}/CALLBACK`,
      `${stage.origin}/callback%2f`,
      `${stage.origin}/callback/below`,
      `${stage.origin.replace(port, String(Number(port) - 1))}/callback`,
    ]) {
      await page.goto(authorize(other))
      expect(page.url()).toContain(`${stage.pool.domain}/error?error=redirect_mismatch`)
    }
    await page.goto(authorize(`${stage.origin}/callback`))
    await page.getByLabel(/password/i).waitFor()
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
