import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localProfile, type RunningUserPool, startUserPool } from './index.ts'
import { Browser } from './testing/browser.ts'
import { authorizeUrl, obtainCode, postForm, readJson, redeem, webClient } from './testing/code-flow.ts'

let pool: RunningUserPool
const sentences: string[] = []

beforeAll(async () => {
  const profile = localProfile()
  const rotating = {
    ...webClient,
    clientId: 'rotating',
    flows: ['code' as const],
    scopes: ['openid', 'email', 'profile', 'notes/read', 'notes/write'],
    callbackUrls: [webClient.callbackUrl],
    refreshTokenRotation: { graceSeconds: 0 },
  }
  const { callbackUrl: _callbackUrl, scope: _scope, ...client } = rotating
  pool = await startUserPool({
    config: { ...profile, clients: [...profile.clients, client] },
    controlPort: 0,
    log: (sentence) => sentences.push(sentence),
  })
})
afterAll(() => pool.close())

/** Sends bytes as they are and reads the status lines that come back. */
async function sendRaw(origin: string, request: Buffer): Promise<number[]> {
  const { port } = new URL(origin)
  return await new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    const parts: Buffer[] = []
    socket.on('data', (part) => parts.push(part))
    socket.on('error', () => resolve([]))
    socket.on('close', () => {
      const answer = Buffer.concat(parts).toString('latin1')
      resolve([...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)))
    })
    socket.end(request)
  })
}

/** The same numbers in every run, so that a failure can be repeated. */
function createDice(seed: number): <Item>(items: readonly Item[]) => Item {
  let state = seed
  return (items) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const item = items[(state >>> 8) % items.length]
    if (item === undefined) throw new Error('Nothing to choose from')
    return item
  }
}

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'FOO']
const paths = [
  '/oauth2/authorize',
  '/oauth2/token',
  '/oauth2/revoke',
  '/oauth2/userInfo',
  '/login',
  '/logout',
  '/signup',
  '/confirm',
  '/resendcode',
  '/forgotPassword',
  '/confirmforgotPassword',
  '/confirmUser',
  '/oauth2/idpresponse',
  '/_local/provider',
  '/error',
  '/_local/mail',
  '/us-east-1_Lifeguard/.well-known/jwks.json',
  '/us-east-1_Lifeguard/.well-known/openid-configuration',
  '/%',
  '/%E0%A4%A',
  '//evil.example/..',
  '/login/%2e%2e/..;/',
  '*',
  'http://evil.example/login',
  '/__proto__',
  '/faults',
  '/tokens',
  '/clock',
]
const wellFormed = authorizeUrl('http://127.0.0.1', webClient).search
const queries = [
  '',
  '?',
  wellFormed,
  `${wellFormed}&client_id=x`,
  `${wellFormed}&prompt=%00`,
  '?client_id=%E0%A4%A&redirect_uri=%',
  '?client_id[]=a&client_id[b]=c&__proto__[x]=1',
  '?client_id=lifeguardweb00000000000001&logout_uri=%0d%0aSet-Cookie:a=b',
  `?error=${'x'.repeat(6000)}`,
  '?&&&===&=&%3d',
  '?\u00ff\u00fe',
]
const headers = [
  '',
  'Cookie: cognito=%E0%A4%A; XSRF-TOKEN=%; =; ;;; a\r\n',
  'Cookie: page-data=!!!; cognito\r\n',
  'Authorization: Basic %%%\r\n',
  'Authorization: Basic Og==\r\n',
  'Authorization: Basic bGlmZWd1YXJkd2ViJTAwOiU=\r\n',
  'Authorization: Bearer a.b.c\r\n',
  'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.\r\n',
  'Content-Type: application/x-www-form-urlencoded\r\n',
  'Content-Type: application/x-www-form-urlencoded; charset=utf-7\r\n',
  'Content-Type: application/json\r\n',
  'Content-Type: multipart/form-data\r\n',
  'Content-Encoding: gzip\r\nContent-Type: application/x-www-form-urlencoded\r\n',
  'Content-Encoding: nonsense\r\nContent-Type: application/x-www-form-urlencoded\r\n',
  'Expect: something\r\n',
  'Range: bytes=9-1\r\n',
  'Origin: null\r\nSec-Fetch-Dest: iframe\r\n',
  '__proto__: x\r\n',
  'Transfer-Encoding: chunked\r\n',
]
const bodies = [
  '',
  '{',
  'null',
  '[]',
  '{"endpoints":7}',
  'grant_type=authorization_code&client_id=lifeguardweb00000000000001&code=a&code=b',
  'grant_type=refresh_token&client_id=lifeguardweb00000000000001&refresh_token=%E0%A4%A',
  'grant_type=toString&client_id=constructor',
  'grant_type=authorization_code&client_id=lifeguardweb00000000000001&code=__proto__&redirect_uri=x',
  'token=a.b.c.d.e&client_id=lifeguardweb00000000000001',
  '_csrf=a.b.c&username=a&password=b&continue=yes',
  `username=${'u'.repeat(70_000)}`,
  '\u0000\u0001\u00ff%',
]

describe('4,000 malformed requests', { timeout: 120_000 }, () => {
  it('get no answer above 499, and the pool is well afterwards', async () => {
    const pick = createDice(20_260_101)
    const origins = [pool.issuer, pool.domain, pool.control ?? '']
    const statuses = new Map<number, number>()

    for (let batch = 0; batch < 200; batch += 1) {
      const requests = Array.from({ length: 20 }, () => {
        const body = pick(bodies)
        const length = pick([`Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n`, ''])
        const host = pick(['Host: 127.0.0.1\r\n', 'Host: 127.0.0.1\r\n', 'Host: evil.example\r\n', ''])
        const head = `${pick(methods)} ${pick(paths)}${pick(queries)} HTTP/1.1\r\n${host}${pick(headers)}${length}`
        const text = `${head}Connection: close\r\n\r\n${body}`
        return sendRaw(pick(origins), Buffer.from(text, 'latin1'))
      })
      for (const status of (await Promise.all(requests)).flat()) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    pool.faults.clear()
    pool.clock.setOffset(0)

    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([])
    expect([...statuses.values()].reduce((sum, count) => sum + count)).toBeGreaterThan(3500)
    expect(sentences.filter((sentence) => sentence.startsWith('The pool failed'))).toEqual([])
    await expect(obtainCode(pool.domain, webClient, { username: 'user@example.com' })).resolves.toBeTruthy()
  })
})

describe('text from outside', () => {
  const hostile = '"><script>alert(1)</script>&\''

  it.each([
    ['the error page', () => `${pool.domain}/error?error=${encodeURIComponent(hostile)}`],
    ['the login hint', () => authorizeUrl(pool.domain, webClient, { login_hint: hostile }).href],
    ['the state', () => authorizeUrl(pool.domain, webClient, { state: hostile }).href],
  ])('is escaped in %s', async (_place, url) => {
    const page = await (await fetch(url())).text()

    expect(page).not.toContain('<script')
  })

  it('is escaped in the name that was typed', async () => {
    const login = await new Browser().redirectOf(authorizeUrl(pool.domain, webClient))
    const page = await (await new Browser().submit(login, { username: hostile, password: 'wrong' })).text()

    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toContain('<script')
  })
})

describe('rotation', () => {
  it('lets one of eight attempts at once succeed, when there is no grace', async () => {
    const client = { ...webClient, clientId: 'rotating' }
    const code = await obtainCode(pool.domain, client, { username: 'user@example.com' })
    const { refresh_token } = await readJson(await redeem(pool.domain, client, code))

    const attempts = Array.from({ length: 8 }, () =>
      postForm(`${pool.domain}/oauth2/token`, {
        grant_type: 'refresh_token',
        client_id: client.clientId,
        refresh_token: String(refresh_token),
      }),
    )
    const statuses = (await Promise.all(attempts)).map(({ status }) => status)

    expect(statuses.sort()).toEqual([200, 400, 400, 400, 400, 400, 400, 400])
  })
})

describe('the log', () => {
  it('has one line for each sentence, whatever a request holds', async () => {
    sentences.length = 0
    const forged = 'https://evil.example/\r\nadmin@example.com signed in\u001b[2J'

    await new Browser().request(authorizeUrl(pool.domain, webClient, { redirect_uri: forged }))

    expect(sentences).toHaveLength(1)
    expect(sentences[0]).not.toMatch(/\p{Cc}/u)
    expect(sentences[0]).toContain('registered: "http://localhost:5173/callback"')
  })
})

describe('what the pool tells', () => {
  it('is the same for a sign-up with a free name and with a taken one; the difference is in the mail', async () => {
    async function signUp(username: string) {
      const browser = new Browser()
      const url = authorizeUrl(pool.domain, webClient)
      url.pathname = '/signup'
      const answer = await browser.submit(url, { username, password: 'Passw0rd!' })
      return { status: answer.status, to: answer.headers.get('location') }
    }

    const free = await signUp('somebody-new@example.com')
    const taken = await signUp('admin@example.com')

    expect(free.status).toBe(302)
    expect(taken).toEqual(free)
    expect(pool.mails().map(({ subject }) => subject)).toEqual([
      'You have an account',
      'Your confirmation code',
    ])
  })

  it('is the same for a forgotten password of somebody and of nobody', async () => {
    async function ask(username: string) {
      const browser = new Browser()
      const url = authorizeUrl(pool.domain, webClient)
      url.pathname = '/forgotPassword'
      return (await browser.submit(url, { username })).headers.get('location')
    }
    const before = pool.mails().length

    const known = await ask('admin@example.com')
    const unknown = await ask('nobody@example.com')

    expect(unknown).toBe(known)
    expect(pool.mails().length).toBe(before + 1)
  })

  it('never has a token, a code, a verifier or a password in its log', async () => {
    const code = await obtainCode(pool.domain, webClient, { username: 'admin@example.com' })
    const tokens = await readJson(await redeem(pool.domain, webClient, code))
    await redeem(pool.domain, webClient, code)
    await postForm(`${pool.domain}/oauth2/token`, {
      grant_type: 'client_credentials',
      client_id: 'lifeguardmachine0000000001',
      client_secret: 'a-wrong-secret',
    })

    const log = sentences.join('\n')
    expect(log).toContain('was used before')
    for (const secret of [
      code,
      'a-code-verifier',
      'Passw0rd!',
      'a-wrong-secret',
      String(tokens.access_token),
    ]) {
      expect(log).not.toContain(secret)
    }
  })
})
