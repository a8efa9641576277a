import type { Reason } from '@lifeguard/access-token'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendRaw } from '../testing/raw-request.ts'
import { startTestApi, type TestApi, webOrigin } from '../testing/test-api.ts'

let api: TestApi
let token: string

beforeAll(async () => {
  api = await startTestApi()
  token = await api.userToken()
})
afterAll(() => api?.close())

const metadata = () => `resource_metadata="${api.url}/.well-known/oauth-protected-resource"`
const notValid = () =>
  `Bearer realm="api", error="invalid_token", error_description="The access token is not valid", ${metadata()}`

function getMe(authorization?: string): Promise<Response> {
  return api.call('GET', '/me', authorization === undefined ? {} : { headers: { authorization } })
}

/** 401 that says "sign in", not "your token is bad". */
function expectBareChallenge(response: Response): void {
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe(`Bearer realm="api", ${metadata()}`)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('no-store')
}

describe('bearer presentation', () => {
  it('B-01: challenges without an error code when no credentials were sent', async () => {
    expectBareChallenge(await getMe())
    expect((await getMe(`Bearer ${token}`)).status).toBe(200)
  })

  it.each(['bearer', 'BEARER', 'bEaReR'])('B-02: takes the scheme as %s', async (scheme) => {
    expect((await getMe(`${scheme} ${token}`)).status).toBe(200)
  })

  it('B-03: treats another scheme as no credentials', async () => {
    expectBareChallenge(await getMe('Basic eDp5'))
    expectBareChallenge(await getMe(`DPoP ${token}`))
    expectBareChallenge(await getMe('Digest username="x"'))
    expectBareChallenge(await getMe(`Token ${token}`))
  })

  it('B-04: refuses what is not one well-formed credential', async () => {
    const malformed = [
      'Bearer',
      `Bearer\t${token}`,
      `Bearer ${token} ${token}`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer "${token}"`,
      `Bearer=${token}`,
      'Bearer \xff',
    ]
    for (const authorization of malformed) {
      const response = await getMe(authorization)

      expect([authorization, response.status]).toEqual([authorization, 400])
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_request"')
    }
  })

  it.each(['abc', 'a.b', 'a.b.c.d.e'])('B-04: takes %s for a token that is not valid', async (other) => {
    const response = await getMe(`Bearer ${other}`)

    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(notValid())
  })

  it('B-05: refuses a repeated credential, whichever is good', async () => {
    const good = `Authorization: Bearer ${token}`
    const lines = [
      [good, good],
      [good, 'Authorization: Bearer a.b.c'],
      ['Authorization: Bearer a.b.c', good],
      [good, `authorization: bearer ${token}`],
    ]
    for (const [first, second] of lines) {
      const answer = await sendRaw(
        api.url,
        `GET /me HTTP/1.1\r\nHost: api\r\nConnection: close\r\n${first}\r\n${second}\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).toContain('error="invalid_request"')
    }
    const once = await sendRaw(
      api.url,
      `GET /me HTTP/1.1\r\nHost: api\r\nConnection: close\r\n${good}\r\n\r\n`,
    )
    expect(once).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('B-06: ignores a token in the query string, and keeps it out of the log', async () => {
    const path = `/me?access_token=${token}`

    expectBareChallenge(await api.call('GET', path))
    expect((await api.call('GET', path, { token })).status).toBe(200)
    expect(JSON.stringify(api.log)).not.toContain(token)
    expect(JSON.stringify(api.log)).not.toContain(token.split('.')[1])
  })

  it('B-07: ignores a token in the body', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }

    expectBareChallenge(await api.call('POST', '/notes', { body: `access_token=${token}`, headers: form }))
    expectBareChallenge(await api.call('POST', '/notes', { json: { access_token: token } }))
    // With a good header the form is refused for what it is, and a note is taken.
    const withHeader = { token, body: `access_token=${token}`, headers: form }
    expect((await api.call('POST', '/notes', withHeader)).status).toBe(415)
    expect((await api.call('POST', '/notes', { token, json: { title: 'hi', text: '' } })).status).toBe(201)
  })

  it('B-08: ignores a token in a cookie', async () => {
    const cookie = `access_token=${token}; Authorization=Bearer%20${token}`

    expectBareChallenge(await api.call('GET', '/me', { headers: { cookie } }))
    expect((await api.call('GET', '/me', { token, headers: { cookie } })).status).toBe(200)
  })

  it('B-09: names the scope that is missing, compared exactly', async () => {
    const note = { title: 'hi', text: 'there' }
    for (const scope of ['notes/read', 'notes/writes', 'notes/Write', 'write', 'x/notes/write']) {
      const response = await api.call('POST', '/notes', { token: await api.userToken({ scope }), json: note })

      expect([scope, response.status]).toEqual([scope, 403])
      expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
      expect(response.headers.get('www-authenticate')).toContain('scope="notes/write"')
      expect(await response.json()).toMatchObject({
        type: 'urn:lifeguard:problem:insufficient-scope',
        detail: 'The access token lacks the scope this needs: notes/write',
      })
    }
    const enough = await api.userToken({ scope: 'notes/write' })
    expect((await api.call('POST', '/notes', { token: enough, json: note })).status).toBe(201)
  })

  it('B-10, O-03, G-28: answers every defect of a token alike, and the log tells them apart', async () => {
    const now = Math.floor(Date.now() / 1000)
    const [header = '', payload = '', signature = ''] = token.split('.')
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const known = JSON.parse(Buffer.from(header, 'base64url').toString())
    const withHeader = (changes: object) => `${part({ ...known, ...changes })}.${payload}.${signature}`
    const withClaims = (claims: object) => api.userToken({ claims: { ...claims } })
    const revoked = await withClaims({ sub: 'revoked' })
    await api.call('POST', '/me/sessions/revoke', { token: revoked, json: { sessions: 'this' } })
    const defective: Record<Reason, string> = {
      'too-large': 'x'.repeat(8193),
      'not-a-jws': `${header}.${payload}`,
      encoding: `${token}=`,
      json: `${header}.${Buffer.from('{').toString('base64url')}.${signature}`,
      header: withHeader({ jku: 'https://evil.example' }),
      algorithm: withHeader({ alg: 'HS256' }),
      'key-id': withHeader({ kid: '' }),
      type: withHeader({ typ: 'dpop+jwt' }),
      issuer: await withClaims({ iss: 'https://evil.example' }),
      'unknown-key': withHeader({ kid: 'other' }),
      signature: `${header}.${payload}.${'A'.repeat(342)}`,
      claims: await withClaims({ sub: 7 }),
      'token-use': (await api.pool.tokensFor('user@example.com')).idToken ?? '',
      client: await withClaims({ client_id: 'someoneelse' }),
      resource: await withClaims({ aud: 'https://other.example' }),
      expired: await withClaims({ exp: now - 600, iat: now - 900 }),
      'not-yet-valid': await withClaims({ nbf: now + 600 }),
      lifetime: await withClaims({ exp: now + 25 * 3600 }),
      revoked,
    }

    const answers = new Set<string>()
    const reasonOf = new Map<unknown, string>()
    for (const [reason, bad] of Object.entries(defective)) {
      const response = await getMe(`Bearer ${bad}`)
      const headers = [...response.headers].filter(
        ([name]) => !['date', 'x-request-id', 'ratelimit'].includes(name),
      )
      const { instance, ...body } = JSON.parse(await response.text())
      expect(instance).toBe(`urn:uuid:${response.headers.get('x-request-id')}`)
      reasonOf.set(response.headers.get('x-request-id'), reason)
      answers.add(JSON.stringify([response.status, headers, body]))
    }

    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toContain('401')
    // A request is logged when its answer is over.
    const logged = () =>
      api.log.filter(({ event, requestId }) => event === 'request' && reasonOf.has(requestId))
    await expect.poll(() => logged().length).toBe(reasonOf.size)
    expect(logged().map(({ reason }) => reason)).toEqual(
      logged().map(({ requestId }) => reasonOf.get(requestId)),
    )
    expect((await getMe(`Bearer ${token}`)).status).toBe(200)
  })

  it('B-11, O-02: reflects nothing of a token, not in the log either, and sends each parameter of the challenge once', async () => {
    const kid = (value: string) =>
      `${Buffer.from(JSON.stringify({ alg: 'RS256', kid: value })).toString('base64url')}.e30.AAAA`

    const before = api.log.length
    const forged = '\r\n{"event":"forged"}\u001b[31m'
    for (const hostile of ['"', '\\', forged, '\0', 'é', 'x'.repeat(6_000)]) {
      const challenge = (await getMe(`Bearer ${kid(hostile)}`)).headers.get('www-authenticate') ?? ''

      expect(challenge).toBe(notValid())
      expect(challenge).toMatch(/^[\x20-\x5b\x5d-\x7e]*$/)
    }
    await expect.poll(() => api.log.length).toBeGreaterThanOrEqual(before + 6)
    expect(JSON.stringify(api.log.slice(before))).not.toMatch(/forged|\[31m|xxx/)
  })

  it('B-12: lets the web app read the challenge', async () => {
    const response = await api.call('GET', '/me', { headers: { origin: webOrigin } })

    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe(webOrigin)
    expect(response.headers.get('vary')).toContain('Origin')
    expect(response.headers.get('access-control-expose-headers')?.split(',')).toEqual([
      'WWW-Authenticate',
      'Retry-After',
      'ETag',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'X-Request-Id',
    ])
  })

  it('B-13: answers a preflight without a token, and grants what is needed', async () => {
    const response = await preflight(webOrigin)

    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(webOrigin)
    expect(response.headers.get('vary')).toContain('Origin')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('access-control-max-age')).toBe('7200')
    expect(response.headers.get('access-control-allow-methods')).toBe('GET,POST,PATCH,DELETE')
    expect(response.headers.get('access-control-allow-headers')).toBe(
      'Authorization,Content-Type,If-Match,Idempotency-Key,traceparent',
    )
  })

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:51730',
    'http://localhost:5173.evil.example',
    'https://localhost:5173',
    'http://LOCALHOST:5173',
  ])('B-13: grants nothing to %s', async (origin) => {
    const response = await preflight(origin)

    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('B-15: tells an outsider nothing about which paths exist', async () => {
    expectBareChallenge(await api.call('GET', '/notes/nope/nope'))
    expectBareChallenge(await api.call('PUT', '/me'))
    expectBareChallenge(await api.call('GET', '/notes/nope'))
    expect((await api.call('GET', '/notes/nope/nope', { token })).status).toBe(404)
  })
})

function preflight(origin: string): Promise<Response> {
  return api.call('OPTIONS', '/me', {
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })
}
