import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localProfile, type RunningUserPool, startUserPool } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { authorizeUrl, webClient } from '../testing/code-flow.ts'

const password = 'Passw0rd!'
let pool: RunningUserPool

beforeAll(async () => {
  const startedAt = Date.now()
  // Time stands still, so that the last moment of a lifetime can be told from the first one after it.
  pool = await startUserPool({
    config: { ...localProfile(), identityProviders: ['Google'] },
    now: () => startedAt,
  })
})
afterAll(() => pool.close())

/** A page with the parameters of a sign-in. */
function pageAt(path: string, parameters: Record<string, string> = {}): URL {
  const url = authorizeUrl(pool.domain, webClient, parameters)
  url.pathname = path
  return url
}

async function signUp(username: string): Promise<Browser> {
  const browser = new Browser()
  await browser.submit(pageAt('/signup'), { username, password })
  return browser
}

/** The codes that were mailed to somebody, newest first. */
function codesTo(address: string): string[] {
  const mails = pool.mails().filter(({ to }) => to === address)
  return mails.map(({ text }) => /\d{6}/.exec(text)?.[0] ?? 'no code')
}

describe('a page that follows another', () => {
  it.each(['/confirm', '/confirmforgotPassword', '/_local/provider'])(
    '%s leads to the sign-in when it is opened first',
    async (path) => {
      const next = await new Browser().redirectOf(pageAt(path))

      expect(next.pathname).toBe('/login')
      expect(next.search).toBe(pageAt(path).search)
    },
  )

  it('does so again once its work is done', async () => {
    const browser = await signUp('done@example.com')
    await browser.submit(pageAt('/confirm'), { code: codesTo('done@example.com')[0] ?? '' })
    const afterSignUp = await browser.redirectOf(pageAt('/confirm'))
    await browser.submit(pageAt('/forgotPassword'), { username: 'done@example.com' })
    const code = codesTo('done@example.com')[0] ?? ''
    await browser.submit(pageAt('/confirmforgotPassword'), { code, password })
    const afterReset = await browser.redirectOf(pageAt('/confirmforgotPassword'))

    expect([afterSignUp.pathname, afterReset.pathname]).toEqual(['/login', '/login'])
  })
})

describe('/resendcode', () => {
  /** Presses the second button of `/confirm`. */
  async function pressAgain(browser: Browser): Promise<string | undefined> {
    const page = await (await browser.request(pageAt('/confirm'))).text()
    const body = new URLSearchParams({ _csrf: /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '' })
    const answer = await browser.request(pageAt('/resendcode'), { method: 'POST', body })
    return answer.headers.get('location')?.split('?')[0]
  }

  it('mails another code, which takes the place of the first', async () => {
    const browser = await signUp('again@example.com')
    const location = await pressAgain(browser)
    const codes = codesTo('again@example.com')
    const [second = '', first = ''] = codes

    const old = await browser.submit(pageAt('/confirm'), { code: first })
    const young = await browser.submit(pageAt('/confirm'), { code: second })

    expect(location).toBe('/confirm')
    expect(codes).toHaveLength(2)
    expect([old.status, young.status]).toEqual([first === second ? 302 : 400, 302])
  })

  it('mails none to somebody who is confirmed, and looks the same', async () => {
    const browser = await signUp('admin@example.com')
    const before = pool.mails().length

    expect(await pressAgain(browser)).toBe('/confirm')
    expect(pool.mails()).toHaveLength(before)
  })
})

describe('the code of a sign-up', () => {
  it('is good for a day', async () => {
    const browser = await signUp('slow@example.com')
    const code = codesTo('slow@example.com')[0] ?? ''
    pool.clock.advance(86_400_000)
    const late = await browser.submit(pageAt('/confirm'), { code })
    pool.clock.advance(-1)
    const inTime = await browser.submit(pageAt('/confirm'), { code })
    pool.clock.setOffset(0)

    expect([late.status, inTime.status]).toEqual([400, 302])
  })
})

describe('what is typed', () => {
  it('must be an address at the stand-in for a provider', async () => {
    const provider = pageAt('/_local/provider', { identity_provider: 'Google' })

    const answer = await new Browser().submit(provider, { email: 'gina' })

    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('This is not an email address.')
  })

  it('must be a password that Cognito takes, before a code is looked at', async () => {
    const browser = new Browser()
    await browser.submit(pageAt('/forgotPassword'), { username: 'user@example.com' })
    const code = codesTo('user@example.com')[0] ?? ''
    const choose = (chosen: string) =>
      browser.submit(pageAt('/confirmforgotPassword'), { code, password: chosen })

    const weak = await choose('weak')
    const strong = await choose(password)

    expect(await weak.text()).toContain('The password needs')
    expect([weak.status, strong.status]).toEqual([400, 302])
  })
})

describe('a page', () => {
  it('says what a browser may do with it: show it, send its form to the app, and no more', async () => {
    const { headers } = await fetch(pageAt('/login'))

    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http://localhost:5173; " +
        "base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  it('has a stylesheet that a browser may keep', async () => {
    const page = await (await fetch(pageAt('/login'))).text()
    const path = /<link rel="stylesheet" href="([^"]+)"/.exec(page)?.[1] ?? ''

    const { status, headers } = await fetch(pool.domain + path)

    expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })
})

describe('the token of a form', () => {
  it('is good for five minutes, and no longer', async () => {
    const browser = new Browser()
    const page = await (await browser.request(pageAt('/login'))).text()
    const body = new URLSearchParams({
      _csrf: /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '',
      username: 'user@example.com',
      password: 'wrong',
    })
    const sendAfter = async (ms: number) => {
      pool.clock.setOffset(ms)
      return (await browser.request(pageAt('/login'), { method: 'POST', body })).status
    }
    const statuses = [await sendAfter(299_999), await sendAfter(300_000)]
    pool.clock.setOffset(0)

    expect(statuses).toEqual([400, 403])
  })

  it('is bound to a secret of ours, whatever cookie another program planted', async () => {
    const browser = new Browser()
    browser.cookies.set('XSRF-TOKEN', 'planted')
    await browser.request(pageAt('/login'))
    const chosen = browser.cookies.get('XSRF-TOKEN')
    await browser.request(pageAt('/login'))

    expect(chosen).toMatch(/^[\w-]{43}$/)
    expect(browser.cookies.get('XSRF-TOKEN')).toBe(chosen)
  })
})
