import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBearerAuth } from './bearer-auth.ts'
import { allScopes, anyGroup, machine, recentSignIn, user } from './guards.ts'
import { oncePerRequest } from './once-per-request.ts'
import type { MachinePrincipal, Principal, UserPrincipal } from './principal.ts'
import { problem } from './problem.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'
import { UnavailableError } from './unavailable-error.ts'
import type { Verdict } from './verdict.ts'

const now = 1_800_000_000

const jane: UserPrincipal = {
  kind: 'user',
  issuer: 'https://issuer.example',
  subject: 'jane',
  clientId: 'web',
  scopes: ['notes/read'],
  groups: [],
  username: 'jane',
  authTime: now - 3600,
  expiresAt: now + 300,
}
const admin: UserPrincipal = { ...jane, subject: 'admin', groups: ['admins'], authTime: now - 60 }
const robot: MachinePrincipal = {
  kind: 'machine',
  issuer: 'https://issuer.example',
  subject: 'robot',
  clientId: 'robot',
  scopes: ['notes/read', 'notes/write'],
  expiresAt: now + 300,
}

// The package knows no token format: a name is as good a token as any.
const principals = new Map<string, Principal>([
  ['jane', jane],
  ['admin', admin],
  ['robot', robot],
])

async function verify(token: string): Promise<Verdict<Principal>> {
  if (token === 'outage') throw new UnavailableError('Cannot read the key set', { retryAfterSeconds: 7 })
  if (token === 'bug') throw new TypeError('secret internals')
  const principal = principals.get(token)
  return principal === undefined ? { valid: false, reason: 'signature' } : { valid: true, principal }
}

const metadata = 'https://api.example/.well-known/oauth-protected-resource'
const auth = createBearerAuth({ verify, resourceMetadataUrl: metadata })
let accountStoreIsDown = false
const account = oncePerRequest(async (req: express.Request) => {
  if (accountStoreIsDown) throw new UnavailableError('Cannot read the account')
  return { name: `account of ${auth.principal(req).subject}` }
})

const app = express()
app.use(auth.authenticate)
app.get('/public', (_req, res) => void res.json({}))
app.get('/greeting', auth.optional, (req, res) => void res.json(auth.principal(req)?.subject ?? null))
app.get('/page', auth.optional, (_req, res) => void res.json({}))
app.get('/me', auth.require(), (req, res) => void res.json(auth.principal(req).subject))
app.get('/write', auth.require(allScopes('notes/write')), (_req, res) => void res.json({}))
app.get('/admin', auth.require(anyGroup('admins')), (req, res) => void res.json(auth.principal(req).groups))
app.get('/people', auth.require(user()), (req, res) => void res.json(auth.principal(req).username))
app.get('/machines', auth.require(machine()), (_req, res) => void res.json({}))
app.get(
  '/recent',
  auth.require(recentSignIn({ maxAgeSeconds: 300, now: () => now * 1000 })),
  (_req, res) => void res.json({}),
)
app.get('/account', auth.require(), async (req, res) => void res.json(await account(req)))
app.use('/private', auth.require())
app.use(problem)

let api: RunningApp
beforeAll(async () => {
  api = await startApp(app)
})
afterAll(() => api.close())

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })
const challengeOf = async (path: string, headers?: Record<string, string>) =>
  (await api.get(path, headers)).headers.get('www-authenticate')

describe('what a guarded app answers', () => {
  it('answers a caller with a valid token', async () => {
    expect(await api.get('/me', bearer('jane'))).toMatchObject({ status: 200, body: 'jane' })
  })

  it('asks for a token, without an error code, when there are no credentials', async () => {
    const answer = await api.get('/me')

    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe(`Bearer realm="api", resource_metadata="${metadata}"`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: 'An access token is needed',
    })
  })

  it('treats another scheme as no credentials', async () => {
    expect(await challengeOf('/me', { Authorization: 'Basic eDp5' })).toBe(
      `Bearer realm="api", resource_metadata="${metadata}"`,
    )
  })

  it('calls a malformed credential an invalid request', async () => {
    const answer = await api.get('/me', { Authorization: 'Bearer jane jane' })

    expect(answer.status).toBe(400)
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_request"')
  })

  it('calls two Authorization lines an invalid request', async () => {
    const answer = await api.raw(
      'GET /me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer jane\r\nauthorization: Bearer jane\r\n\r\n',
    )

    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('error="invalid_request"')
  })

  it('says that a token is not valid, and not why', async () => {
    const answer = await api.get('/me', bearer('nonsense'))

    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="api", error="invalid_token", error_description="The access token is not valid", ' +
        `resource_metadata="${metadata}"`,
    )
    expect(JSON.stringify(answer.body)).not.toMatch(/signature|nonsense/)
  })

  it('names the scope that is missing', async () => {
    const answer = await api.get('/write', bearer('jane'))

    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect(answer.headers.get('www-authenticate')).toContain('scope="notes/write"')
    expect((await api.get('/write', bearer('robot'))).status).toBe(200)
  })

  it('refuses a missing group without a challenge', async () => {
    const answer = await api.get('/admin', bearer('jane'))

    expect(answer.status).toBe(403)
    expect(answer.headers.has('www-authenticate')).toBe(false)
    expect((await api.get('/admin', bearer('admin'))).status).toBe(200)
  })

  it('refuses the wrong kind of caller without a challenge', async () => {
    const answer = await api.get('/people', bearer('robot'))

    expect(answer.status).toBe(403)
    expect(answer.headers.has('www-authenticate')).toBe(false)
    expect((await api.get('/people', bearer('jane'))).status).toBe(200)
    expect((await api.get('/machines', bearer('jane'))).status).toBe(403)
    expect((await api.get('/machines', bearer('robot'))).status).toBe(200)
  })

  it('asks to sign in again where the sign-in is too long ago', async () => {
    const answer = await api.get('/recent', bearer('jane'))

    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_user_authentication"')
    expect(answer.headers.get('www-authenticate')).toContain('max_age="300"')
    expect((await api.get('/recent', bearer('admin'))).status).toBe(200)
  })

  it('asks no machine to sign in', async () => {
    const answer = await api.get('/recent', bearer('robot'))

    expect(answer.status).toBe(403)
    expect(answer.headers.has('www-authenticate')).toBe(false)
  })

  it('answers 503 and when to try again where the token cannot be judged', async () => {
    const answer = await api.get('/me', bearer('outage'))

    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(answer.headers.has('www-authenticate')).toBe(false)
  })

  it('answers 503 where the account store is down, to handlers that ask for the account', async () => {
    accountStoreIsDown = true

    expect((await api.get('/account', bearer('jane'))).status).toBe(503)
    expect((await api.get('/me', bearer('jane'))).status).toBe(200)

    accountStoreIsDown = false
    expect((await api.get('/account', bearer('jane'))).body).toEqual({ name: 'account of jane' })
  })

  it('authenticates before it says that there is no such route', async () => {
    expect((await api.get('/private/nope')).status).toBe(401)
    expect((await api.get('/private/nope', bearer('jane'))).status).toBe(404)
  })

  it('lets anonymous callers pass where the guard is optional, and bad tokens not', async () => {
    expect(await api.get('/greeting')).toMatchObject({ status: 200, body: null })
    expect(await api.get('/greeting', bearer('jane'))).toMatchObject({ status: 200, body: 'jane' })
    expect((await api.get('/greeting', bearer('nonsense'))).status).toBe(401)
    // Whether or not the handler asks who is calling.
    expect((await api.get('/page')).status).toBe(200)
    expect((await api.get('/page', bearer('nonsense'))).status).toBe(401)
  })

  it('judges a token once a request, however often authentication is mounted', async () => {
    let judged = 0
    const counting = createBearerAuth({
      verify: async () => {
        judged++
        return { valid: true, principal: jane }
      },
      resourceMetadataUrl: metadata,
    })
    const twice = express().use(counting.authenticate, counting.authenticate, counting.require())
    twice.get('/', counting.require(user()), counting.optional, (_req, res) => void res.json({}))
    const running = await startApp(twice)

    expect((await running.get('/', bearer('jane'))).status).toBe(200)
    expect(judged).toBe(1)
    await running.close()
  })

  it('answers alike where a guard comes first, with nothing mounted before it', async () => {
    const bare = express()
    bare.get('/me', auth.require(), (req, res) => void res.json(auth.principal(req).subject))
    bare.get('/people', auth.require(user()), (req, res) => void res.json(auth.principal(req).username))
    bare.get('/greeting', auth.optional, (req, res) => void res.json(auth.principal(req)?.subject ?? null))
    const running = await startApp(bare.use(problem))

    for (const [path, headers, status] of [
      ['/me', bearer('jane'), 200],
      ['/me', {}, 401],
      ['/me', bearer('nonsense'), 401],
      ['/me', { Authorization: 'Bearer jane jane' }, 400],
      ['/me', bearer('outage'), 503],
      ['/people', bearer('jane'), 200],
      ['/people', bearer('robot'), 403],
      ['/greeting', {}, 200],
      ['/greeting', bearer('jane'), 200],
      ['/greeting', bearer('nonsense'), 401],
    ] as const) {
      const [here, there] = [await running.get(path, headers), await api.get(path, headers)]
      expect(here.status, JSON.stringify([path, headers])).toBe(status)
      expect(here.body).toEqual(there.body)
      for (const header of ['www-authenticate', 'retry-after']) {
        expect(here.headers.get(header)).toBe(there.headers.get(header))
      }
    }
    await running.close()
  })

  it('answers alike whether the verifier does at once or after a while', async () => {
    const judgeAtOnce = (token: string): Verdict<Principal> => {
      if (token === 'outage') throw new UnavailableError('Cannot read the key set', { retryAfterSeconds: 7 })
      return token === 'jane' ? { valid: true, principal: jane } : { valid: false, reason: 'signature' }
    }
    const atOnce = createBearerAuth({ verify: judgeAtOnce, resourceMetadataUrl: metadata })
    const prompt = express().use(atOnce.authenticate, atOnce.require())
    prompt.get('/me', (req, res) => void res.json(atOnce.principal(req).subject))
    const running = await startApp(prompt.use(problem))

    for (const [token, status] of [
      ['jane', 200],
      ['nonsense', 401],
      ['outage', 503],
    ] as const) {
      const [now, later] = [await running.get('/me', bearer(token)), await api.get('/me', bearer(token))]
      expect(now.status, token).toBe(status)
      expect(now.body).toEqual(later.body)
      for (const header of ['www-authenticate', 'retry-after']) {
        expect(now.headers.get(header)).toBe(later.headers.get(header))
      }
    }
    await running.close()
  })

  it('hands the access token to handlers that call on behalf of the caller', async () => {
    const relay = express().use(auth.authenticate)
    relay.get('/', (req, res) => void res.json(auth.accessToken(req).length))
    const running = await startApp(relay.use(problem))

    expect(await running.get('/', bearer('jane'))).toMatchObject({ status: 200, body: 'jane'.length })
    expect((await running.get('/')).status).toBe(401)
    await running.close()
  })

  it('asks nobody on a route without a guard', async () => {
    expect((await api.get('/public')).status).toBe(200)
    expect((await api.get('/public', bearer('nonsense'))).status).toBe(200)
  })
})
