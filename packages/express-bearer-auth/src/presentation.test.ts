import { createTestVerifier } from '@lifeguard/access-token/testing'
import cors from 'cors'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBearerAuth } from './bearer-auth.ts'
import { allScopes } from './guards.ts'
import type { Principal } from './principal.ts'
import { problem } from './problem.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'
import { UnavailableError } from './unavailable-error.ts'
import type { VerifyToken } from './verdict.ts'

const verifier = createTestVerifier()
const good = verifier.signAccessToken({ scope: 'a b' })
const expired = verifier.signAccessToken({ iat: 1, exp: 2 })
const metadata = 'https://api.example/.well-known/oauth-protected-resource'
const webOrigin = 'https://app.example'

const auth = createBearerAuth({ verify: verifier.verify, resourceMetadataUrl: metadata })
const app = express()
app.use(
  cors({
    origin: [webOrigin],
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key', 'traceparent'],
    exposedHeaders: [
      ...[
        'WWW-Authenticate',
        'Retry-After',
        'ETag',
        'Location',
        'RateLimit',
        'RateLimit-Policy',
        'X-Request-Id',
      ],
    ],
    maxAge: 7200,
  }),
)
app.use(auth.authenticate)
app.get('/public', (_req, res) => void res.json({}))
app.get('/greeting', auth.optional, (req, res) => void res.json(auth.principal(req)?.subject ?? null))
app.use(auth.require())
app.get('/me', (req, res) => void res.json(auth.principal(req).subject))
app.post('/notes', express.json(), express.urlencoded(), (_req, res) => void res.status(201).json({}))
app.get('/needs-b', auth.require(allScopes('b')), (_req, res) => void res.json({}))
app.use(problem)

let api: RunningApp
beforeAll(async () => {
  api = await startApp(app)
})
afterAll(() => api.close())

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const challenges = {
  R0: `Bearer realm="api", resource_metadata="${metadata}"`,
  R1: `Bearer realm="api", error="invalid_token", error_description="The access token is not valid", resource_metadata="${metadata}"`,
  R2: `Bearer realm="api", error="invalid_request", error_description="The Authorization header is not one well-formed credential", resource_metadata="${metadata}"`,
}

/** The answer class of a request: 200, R0, R1 or R2. */
async function classOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, headers: answered } = await api.get(path, headers)
  return nameOf(status, answered.get('www-authenticate'))
}

async function rawClassOf(authorization: string | Buffer): Promise<string> {
  const request = ['GET /me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n', authorization, '\r\n\r\n']
  const answer = await api.raw(Buffer.concat(request.map((part) => Buffer.from(part))))
  const challenge = /^www-authenticate: (.*)\r$/im.exec(answer)?.[1] ?? null
  return nameOf(Number(answer.slice(9, 12)), challenge)
}

function nameOf(status: number, challenge: string | null): string {
  if (status < 400) return String(status)
  const statuses = { R0: 401, R1: 401, R2: 400 }
  for (const name of ['R0', 'R1', 'R2'] as const) {
    if (status === statuses[name] && challenge === challenges[name]) return name
  }
  return `${status} ${challenge}`
}

describe('how an access token is presented', () => {
  it('B-01 asks for a token, without an error code, where there is none', async () => {
    expect(await classOf('/me')).toBe('R0')
    expect(await classOf('/me', bearer(good))).toBe('200')
    expect(await rawClassOf('Authorization:')).toBe('R0')
  })

  it('B-02, Q-30 does not look at the case of the scheme', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'bEaReR']) {
      expect(await classOf('/me', { Authorization: `${scheme} ${good}` }), scheme).toBe('200')
      expect(await classOf('/me', { Authorization: `${scheme} nonsense` }), scheme).toBe('R1')
    }
  })

  it('B-03 takes another scheme for no credentials', async () => {
    for (const scheme of [
      'Basic eDp5',
      `DPoP ${good}`,
      'Digest username="x"',
      `Token ${good}`,
      `Bearers ${good}`,
    ]) {
      expect(await classOf('/me', { Authorization: scheme }), scheme).toBe('R0')
    }
    expect(await classOf('/me', { Authorization: `Bearer ${good}` })).toBe('200')
  })

  it('B-04 reads one credential of the legal characters, after any number of spaces', async () => {
    for (const credential of [
      'Bearer',
      'Bearer ',
      'Bearer   ',
      `Bearer\t${good}`,
      `Bearer ${good} ${good}`,
      `Bearer ${good}, Bearer ${good}`,
      `Bearer ${good},`,
      `Bearer "${good}"`,
      `Bearer=${good}`,
      `Bearer, ${good}`,
      `Bearer ${good}=x`,
      'Bearer =',
      'Bearer a!b',
    ]) {
      expect(await rawClassOf(`Authorization: ${credential}`), credential.slice(0, 12)).toBe('R2')
    }
    const broken = Buffer.concat([Buffer.from(`Authorization: Bearer ${good}`), Buffer.from([0xff])])
    expect(await rawClassOf(broken)).toBe('R2')
    for (const token of ['abc', 'a.b', 'a.b.c.d.e', 'a=', '-._~+/']) {
      expect(await rawClassOf(`Authorization: Bearer ${token}`), token).toBe('R1')
    }
    expect(await rawClassOf(`Authorization: Bearer    ${good}`)).toBe('200')
    expect(await rawClassOf(`Authorization:Bearer ${good} `)).toBe('200')
  })

  it('B-05, Q-30 refuses a repeated credential, whichever would win', async () => {
    const lines = (first: string, second: string, name = 'Authorization') =>
      `Authorization: Bearer ${first}\r\n${name}: Bearer ${second}`

    expect(await rawClassOf(lines(good, good))).toBe('R2')
    expect(await rawClassOf(lines(good, 'bad'))).toBe('R2')
    expect(await rawClassOf(lines('bad', good))).toBe('R2')
    expect(await rawClassOf(lines(good, good, 'AUTHORIZATION'))).toBe('R2')
    expect(await rawClassOf(`Authorization: Basic eDp5\r\nAuthorization: Bearer ${good}`)).toBe('R2')
    expect(await rawClassOf(`Authorization: Bearer ${good}\r\nProxy-Auth: Bearer ${good}`)).toBe('200')
  })

  it('B-06, Q-30 ignores a token in the query', async () => {
    expect(await classOf(`/me?access_token=${good}`)).toBe('R0')
    expect(await classOf('/me?access_token=bad', bearer(good))).toBe('200')
  })

  it('B-07, Q-30 ignores a token in the body', async () => {
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', `access_token=${good}`],
      ['application/json', JSON.stringify({ access_token: good })],
    ] as const) {
      const post = (headers: Record<string, string>) =>
        fetch(`${api.url}/notes`, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } })

      const bare = await post({})
      expect(nameOf(bare.status, bare.headers.get('www-authenticate'))).toBe('R0')
      expect((await post(bearer(good))).status).toBe(201)
    }
  })

  it('B-08, Q-30 ignores a token in a cookie', async () => {
    const cookie = { Cookie: `access_token=${good}; Authorization=Bearer%20${good}` }

    expect(await classOf('/me', cookie)).toBe('R0')
    expect(await classOf('/me', { ...cookie, ...bearer(good) })).toBe('200')
  })

  it('B-09 names the scope that is needed, and compares it exactly', async () => {
    for (const scope of ['a', 'ab', 'B', 'b2', 'x/b', 'b/', 'ab ba', '', undefined]) {
      const answer = await api.get('/needs-b', bearer(verifier.signAccessToken({ scope })))
      expect(answer.status, `scope ${scope}`).toBe(403)
      expect(answer.headers.get('www-authenticate')).toBe(
        `Bearer realm="api", error="insufficient_scope", error_description="The access token lacks a scope", scope="b", resource_metadata="${metadata}"`,
      )
    }
    for (const scope of ['b', 'a b', 'b c']) {
      expect(await classOf('/needs-b', bearer(verifier.signAccessToken({ scope })))).toBe('200')
    }
  })

  it('B-10, G-28 answers alike whatever is wrong with a token', async () => {
    const parts = good.split('.')
    const defects = [
      expired,
      verifier.signAccessToken({ iss: 'https://issuer.example' }),
      verifier.signAccessToken({ client_id: 'other' }),
      verifier.signAccessToken({ token_use: 'id' }),
      verifier.signAccessToken({ nbf: 9_999_999_999 }),
      verifier.signAccessToken({ exp: 9_999_999_999 }),
      verifier.signAccessToken({ aud: 'https://other.example' }),
      verifier.signAccessToken({ sub: 1 }),
      createTestVerifier().signAccessToken(),
      `${parts[0]}.${parts[1]}.${'A'.repeat(342)}`,
      `${good}=`,
      'nonsense',
      'x'.repeat(8193),
    ]
    const answers = await Promise.all(
      defects.map(async (token) => {
        const response = await fetch(`${api.url}/me`, { headers: bearer(token) })
        const headers = [...response.headers].filter(([name]) => name !== 'date')
        return { status: response.status, headers, body: await response.text() }
      }),
    )

    expect(answers[0]).toMatchObject({
      status: 401,
      body: expect.stringContaining('The access token is not valid'),
    })
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(await classOf('/me', bearer(good))).toBe('200')
  })

  it('B-11 reflects nothing of the request, and sends legal characters and each attribute once', async () => {
    for (const text of ['"', '\\', 'é', '\u0000', '\r\nX-Evil: 1', 'x'.repeat(6000)]) {
      const header = Buffer.from(JSON.stringify({ alg: 'RS256', kid: text })).toString('base64url')
      for (const [path, token] of [
        ['/me', `${header}.${Buffer.from(text).toString('base64url')}.AAAA`],
        ['/needs-b', verifier.signAccessToken({ scope: text })],
      ] as const) {
        const { headers, body } = await api.get(path, bearer(token.slice(0, 8300)))
        const challenge = headers.get('www-authenticate') ?? ''
        expect(challenge).toMatch(/^Bearer( [a-z_]+="[\x20\x21\x23-\x5b\x5d-\x7e]*",?)+$/)
        const names = [...challenge.matchAll(/([a-z_]+)="/g)].map(([, name]) => name)
        expect(new Set(names).size).toBe(names.length)
        if (text.length > 10)
          expect(JSON.stringify([...headers]) + JSON.stringify(body)).not.toContain(text.slice(0, 20))
        expect(headers.has('x-evil')).toBe(false)
      }
    }
  })

  it('B-12 lets scripts of other origins read the challenge, on errors too', async () => {
    for (const [path, headers] of [
      ['/me', {}],
      ['/me', bearer('bad')],
      ['/needs-b', bearer(verifier.signAccessToken())],
    ] as const) {
      const answer = await api.get(path, { ...headers, Origin: webOrigin })

      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate')
      expect(answer.headers.get('access-control-allow-origin')).toBe(webOrigin)
    }
  })

  it('B-13 needs no token for a preflight and grants no more than asked for', async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/me`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'authorization',
        },
      })

    const { status, headers } = await preflight(webOrigin)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(webOrigin)
    expect(headers.get('vary')).toContain('Origin')
    expect(headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(headers.get('access-control-max-age')).toBe('7200')
    expect(headers.has('access-control-allow-credentials')).toBe(false)
    for (const origin of [
      'https://evil.example',
      'null',
      `${webOrigin}.evil.example`,
      'https://xapp.example',
      'http://app.example',
    ]) {
      expect((await preflight(origin)).headers.has('access-control-allow-origin'), origin).toBe(false)
    }
  })

  it('B-14 refuses a bad token where a token is optional', async () => {
    expect(await classOf('/greeting', bearer('bad'))).toBe('R1')
    expect(await classOf('/greeting', bearer(expired))).toBe('R1')
    expect(await classOf('/greeting', { Authorization: 'Bearer' })).toBe('R2')
    expect(await classOf('/greeting')).toBe('200')
    expect(await classOf('/greeting', bearer(good))).toBe('200')
  })

  it('B-15 authenticates before it says that there is no such route', async () => {
    expect(await classOf('/notes/nope/nope')).toBe('R0')
    expect((await api.get('/notes/nope/nope', bearer(good))).status).toBe(404)
  })

  it('B-05 is not misled by a repeated credential while the pool fails, however often', async () => {
    const failing = createBearerAuth({
      verify: () => Promise.reject(new UnavailableError('Cannot read the key set')),
      resourceMetadataUrl: metadata,
    })
    const running = await startApp(express().use(failing.authenticate, failing.require(), problem))
    const lines = `Authorization: Bearer ${good}\r\nAuthorization: Bearer ${good}\r\n`
    const requests = `GET / HTTP/1.1\r\nHost: x\r\n${lines}\r\n`.repeat(999)

    const answers = await running.raw(
      `${requests}GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}\r\n`,
    )

    expect(answers.match(/HTTP\/1\.1 400 /g)).toHaveLength(1000)
    expect((await running.get('/', bearer(good))).status).toBe(503)
    await running.close()
  })

  const unknown = { valid: false, reason: 'unknown' } as const
  const verifiers: readonly [does: string, status: number, verify: VerifyToken<Principal>][] = [
    ['refuses it', 401, () => unknown],
    ['refuses it later', 401, async () => unknown],
    ['stumbles', 500, () => JSON.parse('')],
    ['stumbles later', 500, async () => JSON.parse('')],
    ['cannot judge', 503, () => Promise.reject(new UnavailableError('Cannot read the key set'))],
  ]
  it.each(verifiers)(
    'B-04 calls a malformed credential so, and no other, where the verifier %s',
    async (_, status, verify) => {
      const other = createBearerAuth({ verify, resourceMetadataUrl: metadata })
      const guarded = express().use(other.require())
      guarded.get('/', (_req, res) => void res.json({}))
      const running = await startApp(guarded.use(problem))

      const malformed = await running.get('/', bearer('one two'))
      const wellFormed = await running.get('/', bearer('one'))

      expect(nameOf(malformed.status, malformed.headers.get('www-authenticate'))).toBe('R2')
      expect(wellFormed.status).toBe(status)
      await running.close()
    },
  )

  it('P-24 is not misled by headers that are named like parts of a prototype', async () => {
    for (const name of ['__proto__', 'constructor', '__defineGetter__']) {
      expect(await rawClassOf(`${name}: x\r\nAuthorization: Bearer ${good}`), name).toBe('200')
      expect(await rawClassOf(`${name}: Bearer ${good}`), name).toBe('R0')
    }
  })
})
