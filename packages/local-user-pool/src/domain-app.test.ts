import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localProfile, type RunningUserPool, startUserPool } from './index.ts'
import { Browser } from './testing/browser.ts'
import {
  authorizeUrl,
  decode,
  obtainCode,
  postForm,
  readJson,
  redeem,
  webClient,
} from './testing/code-flow.ts'

const callbackWithQuery = 'http://localhost:5173/callback?from=pool'
const person = { username: 'user@example.com', password: 'Passw0rd!' }
let pool: RunningUserPool

beforeAll(async () => {
  const profile = localProfile()
  const clients = profile.clients.map((client) =>
    'callbackUrls' in client
      ? { ...client, callbackUrls: [...client.callbackUrls, callbackWithQuery] }
      : client,
  )
  pool = await startUserPool({ config: { ...profile, clients } })
})
afterAll(() => pool.close())

/** A page with the parameters of a sign-in. */
function pageAt(path: string): URL {
  const url = authorizeUrl(pool.domain, webClient)
  url.pathname = path
  return url
}

describe('a path', () => {
  it.each([
    ['/oauth2/authorize', 'GET'],
    ['/oauth2/idpresponse', 'GET'],
    ['/oauth2/userInfo', 'GET'],
    ['/oauth2/token', 'POST'],
    ['/oauth2/revoke', 'POST'],
    ['/confirmUser', 'GET'],
    ['/logout', 'GET'],
    ['/login', 'GET, POST'],
    ['/signup', 'GET, POST'],
    ['/confirm', 'GET, POST'],
    ['/forgotPassword', 'GET, POST'],
    ['/confirmforgotPassword', 'GET, POST'],
    ['/resendcode', 'POST'],
  ])('%s says which methods it has: %s', async (path, methods) => {
    const method = methods === 'POST' ? 'GET' : 'DELETE'

    const response = await fetch(pool.domain + path, { method })

    expect([response.status, response.headers.get('allow')]).toEqual([405, methods])
  })

  it.each([
    ['/oauth2/token', 400],
    ['/oauth2/revoke', 400],
    ['/login', 403],
    ['/signup', 403],
    ['/forgotPassword', 403],
  ])('%s reads forms of 64 KiB and no longer ones', async (path, status) => {
    const send = async (length: number) => {
      const response = await fetch(pageAt(path), {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `a=${'x'.repeat(length - 2)}`,
      })
      return response.status
    }

    expect([await send(65_536), await send(65_537)]).toEqual([status, 413])
  })
})

describe('a form', () => {
  it.each([
    ['/login', person],
    ['/signup', { username: 'twice@example.com', password: 'Passw0rd!' }],
    ['/forgotPassword', { username: 'user@example.com' }],
  ])('of %s is refused when a field comes twice', async (path, fields) => {
    const submit = async (browser: Browser, more: string) => {
      const page = await (await browser.request(pageAt(path))).text()
      const body = new URLSearchParams({
        ...fields,
        _csrf: /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '',
      })
      if (more !== '') body.append(more, 'somebody@example.com')
      return (await browser.request(pageAt(path), { method: 'POST', body })).status
    }

    expect([await submit(new Browser(), 'username'), await submit(new Browser(), '')]).toEqual([403, 302])
  })

  it('comes from the host name under which the page was opened', async () => {
    const login = pageAt('/login')
    login.hostname = 'localhost'
    const send = async (origin: string) => {
      const browser = new Browser()
      const page = await (await browser.request(login)).text()
      const body = new URLSearchParams({ ...person, _csrf: /value="([^"]+)"/.exec(page)?.[1] ?? '' })
      return (await browser.request(login, { method: 'POST', headers: { origin }, body })).status
    }

    expect([await send(login.origin), await send('http://localhost:1')]).toEqual([302, 403])
  })
})

describe('a cookie', () => {
  it('lives as long as what it stands for', async () => {
    const browser = new Browser()
    const page = await browser.request(authorizeUrl(pool.domain, webClient, { lang: 'de' }))
    const login = await browser.request(new URL(page.headers.get('location') ?? '', pool.domain))
    const signedIn = await new Browser().submit(pageAt('/login'), person)
    const forgotten = await new Browser().submit(pageAt('/forgotPassword'), { username: person.username })

    const lines = [login, signedIn, forgotten].flatMap(({ headers }) => headers.getSetCookie())
    const attributes = lines.map((line) => line.replace(/=[^;]*/, ''))

    expect(attributes).toEqual([
      'lang; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax',
      'XSRF-TOKEN; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax',
      'cognito; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax',
      'page-data; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax',
    ])
  })
})

describe('a callback URL with a query of its own', () => {
  const client = { ...webClient, callbackUrl: callbackWithQuery }

  it('keeps it, beside the code or the error', async () => {
    const back = await new Browser().signIn(authorizeUrl(pool.domain, client), person.username)
    const refused = await new Browser().redirectOf(authorizeUrl(pool.domain, client, { prompt: 'none' }))

    expect(back.search).toMatch(/^\?from=pool&code=[\w-]{36}&state=the-state$/)
    expect(refused.search).toBe('?from=pool&error=login_required&state=the-state')
  })
})

describe('a scope that is named twice', () => {
  it('is in the tokens once', async () => {
    const parameters = { scope: 'openid notes/read openid  notes/read' }
    const code = await obtainCode(pool.domain, webClient, { ...person, parameters })
    const tokens = await readJson(await redeem(pool.domain, webClient, code))
    const machine = await readJson(
      await postForm(`${pool.domain}/oauth2/token`, {
        grant_type: 'client_credentials',
        client_id: 'lifeguardmachine0000000001',
        client_secret: 'local-machine-secret',
        scope: 'notes/read notes/read',
      }),
    )

    expect(decode(String(tokens.access_token)).scope).toBe('openid notes/read')
    expect(decode(String(machine.access_token)).scope).toBe('notes/read')
  })
})
