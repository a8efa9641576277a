import { createAccessTokenVerifier } from '@lifeguard/access-token'
import { type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBearerAuth } from './bearer-auth.ts'
import { allScopes, anyGroup, machine, recentSignIn, user } from './guards.ts'
import { problem } from './problem.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'

const web = 'lifeguardweb00000000000001'
const robot = 'lifeguardmachine0000000001'
let clockOffsetMs = 0
const now = () => Date.now() + clockOffsetMs

let pool: RunningUserPool
let api: RunningApp
let verifier: ReturnType<typeof createAccessTokenVerifier>

beforeAll(async () => {
  pool = await startUserPool()
  verifier = createAccessTokenVerifier({ pools: [{ issuer: pool.issuer, clientIds: [web, robot] }], now })
  api = await startApp(createApp())
})
afterAll(async () => {
  await Promise.all([api.close(), pool.close()])
  verifier.close()
})

function createApp() {
  const auth = createBearerAuth({
    verify: verifier.verify,
    resourceMetadataUrl: 'https://api.example/.well-known/oauth-protected-resource',
  })
  const app = express()
  app.use(auth.authenticate, auth.require())
  app.get('/me', (req, res) => void res.json(auth.principal(req)))
  app.get('/write', auth.require(allScopes('notes/write')), (_req, res) => void res.json({}))
  app.get('/admins', auth.require(anyGroup('admins')), (_req, res) => void res.json({}))
  app.get('/people', auth.require(user()), (_req, res) => void res.json({}))
  app.get('/machines', auth.require(machine()), (_req, res) => void res.json({}))
  app.get(
    '/recent',
    auth.require(recentSignIn({ maxAgeSeconds: 300, now })),
    (_req, res) => void res.json({}),
  )
  app.use(problem)
  return app
}

async function answerTo(path: string, token: string) {
  const { status, headers, body } = await api.get(path, { Authorization: `Bearer ${token}` })
  return { status, body, challenge: headers.get('www-authenticate') }
}

describe('an app guarded with tokens of a real user pool', () => {
  it('knows the person behind an access token', async () => {
    const token = await pool.accessTokenFor('admin@example.com', { scope: 'openid notes/read' })

    expect(await answerTo('/me', token)).toMatchObject({
      status: 200,
      body: {
        kind: 'user',
        issuer: pool.issuer,
        clientId: web,
        scopes: ['openid', 'notes/read'],
        groups: ['admins'],
      },
    })
  })

  it('knows a machine', async () => {
    const token = await pool.machineTokenFor(robot, { scope: 'notes/write' })

    expect(await answerTo('/me', token)).toMatchObject({ body: { kind: 'machine', subject: robot } })
    expect(await answerTo('/machines', token)).toMatchObject({ status: 200 })
    expect(await answerTo('/write', token)).toMatchObject({ status: 200 })
    expect(await answerTo('/people', token)).toMatchObject({ status: 403, challenge: null })
  })

  it('J-07 takes no ID token', async () => {
    const { idToken, accessToken, refreshToken } = await pool.tokensFor('user@example.com')
    const refusal = { status: 401, challenge: expect.stringContaining('error="invalid_token"') }

    expect(await answerTo('/me', idToken ?? '')).toMatchObject(refusal)
    expect(await answerTo('/me', refreshToken)).toMatchObject(refusal)
    expect(await answerTo('/me', accessToken)).toMatchObject({ status: 200 })
  })

  it('names the missing scope, and asks no machine to sign in', async () => {
    const reader = await pool.accessTokenFor('user@example.com', { scope: 'notes/read' })
    const writer = await pool.accessTokenFor('user@example.com', { scope: 'notes/write' })

    expect(await answerTo('/write', reader)).toMatchObject({
      status: 403,
      challenge: expect.stringContaining('error="insufficient_scope"'),
    })
    expect((await answerTo('/write', reader)).challenge).toContain('scope="notes/write"')
    expect(await answerTo('/write', writer)).toMatchObject({ status: 200 })
    expect(await answerTo('/machines', writer)).toMatchObject({ status: 403, challenge: null })
  })

  it('refuses who is not in the group', async () => {
    expect(await answerTo('/admins', await pool.accessTokenFor('user@example.com'))).toMatchObject({
      status: 403,
      challenge: null,
    })
    expect(await answerTo('/admins', await pool.accessTokenFor('admin@example.com'))).toMatchObject({
      status: 200,
    })
  })

  it('asks who signed in too long ago to sign in again, and knows that a refresh is no sign-in', async () => {
    const authTime = Math.floor(Date.now() / 1000) - 600
    const old = await pool.accessTokenFor('user@example.com', { authTime })
    const recent = await pool.accessTokenFor('user@example.com')
    const challenge = expect.stringMatching(/error="insufficient_user_authentication".*max_age="300"/)

    expect(await answerTo('/recent', old)).toMatchObject({ status: 401, challenge })
    expect(await answerTo('/recent', recent)).toMatchObject({ status: 200 })
  })

  it('J-27 accepts a token until it expires, whatever becomes of the sign-in meanwhile', async () => {
    const { accessToken, refreshToken } = await pool.tokensFor('user@example.com')
    await fetch(`${pool.domain}/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: refreshToken, client_id: web }),
    })

    expect(await answerTo('/me', accessToken)).toMatchObject({ status: 200 })
    clockOffsetMs = 24 * 3600 * 1000
    expect(await answerTo('/me', accessToken)).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('error="invalid_token"'),
    })
    clockOffsetMs = 0
  })

  it('answers 503 where the pool cannot be asked for its keys', async () => {
    const absent = await startUserPool()
    const blind = createAccessTokenVerifier({ pools: [{ issuer: absent.issuer, clientIds: [web] }] })
    const token = await absent.accessTokenFor('user@example.com')
    await absent.close()
    const auth = createBearerAuth({
      verify: blind.verify,
      resourceMetadataUrl: 'https://api.example/metadata',
    })
    const app = express().use(auth.authenticate, auth.require(), problem)
    const running = await startApp(app)

    const { status, headers } = await running.get('/', { Authorization: `Bearer ${token}` })

    expect(status).toBe(503)
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(headers.has('www-authenticate')).toBe(false)
    blind.close()
    await running.close()
  })
})
