import { userPoolEndpoints } from '@lifeguard/cognito'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUserPoolKeys, type RunningUserPool, startUserPool } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { authorizeUrl, decode, obtainCode, readJson, redeem, webClient } from '../testing/code-flow.ts'
import { type FaultyEndpoint, faultyEndpoints } from './fault-plan.ts'

let pool: RunningUserPool

beforeAll(async () => {
  pool = await startUserPool({ keys: await createUserPoolKeys() })
})
afterEach(() => pool.faults.clear())
afterAll(() => pool.close())

const keySetUrl = () => `${pool.issuer}/.well-known/jwks.json`
const discoveryUrl = () => `${pool.issuer}/.well-known/openid-configuration`

async function tokenResponse(): Promise<Response> {
  const code = await obtainCode(pool.domain, webClient, { username: 'user@example.com' })
  return await redeem(pool.domain, webClient, code)
}

async function tokens(): Promise<{ access: string; id: string; members: Record<string, unknown> }> {
  const members = await readJson(await tokenResponse())
  return { access: String(members.access_token), id: String(members.id_token), members }
}

describe('an endpoint with a fault', () => {
  it.each(faultyEndpoints)('can be %s, and no other one fails with it', async (endpoint) => {
    const urls = userPoolEndpoints(pool)
    const others = faultyEndpoints.filter((other) => other !== endpoint)
    const statusOf = async (name: FaultyEndpoint) => {
      const url = name === 'signIn' ? `${pool.domain}/login` : urls[name]
      const method = name === 'token' || name === 'revoke' ? 'POST' : 'GET'
      return (await fetch(url, { method, redirect: 'manual' })).status
    }
    pool.faults.set({ endpoints: { [endpoint]: { status: 503 } } })

    expect(await statusOf(endpoint)).toBe(503)
    expect(await Promise.all(others.map(statusOf))).not.toContain(503)
  })

  it('answers the status, headers and body of the plan', async () => {
    pool.faults.set({
      endpoints: { userInfo: { status: 429, headers: { 'retry-after': '7' }, body: 'slow down' } },
    })

    const response = await fetch(`${pool.domain}/oauth2/userInfo`)

    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.text()).toBe('slow down')
  })

  it('is well again after the given number of requests', async () => {
    pool.faults.set({ endpoints: { keySet: { status: 503, times: 2 } } })

    const statuses = []
    for (let round = 0; round < 3; round += 1) statuses.push((await fetch(keySetUrl())).status)

    expect(statuses).toEqual([503, 503, 200])
  })

  it('answers late', async () => {
    pool.faults.set({ endpoints: { keySet: { delayMs: 60 } } })
    const before = performance.now()

    const response = await fetch(keySetUrl())

    expect(response.status).toBe(200)
    expect(performance.now() - before).toBeGreaterThanOrEqual(55)
  })

  it('hangs until the client gives up', async () => {
    pool.faults.set({ endpoints: { keySet: { mode: 'hang' } } })

    await expect(fetch(keySetUrl(), { signal: AbortSignal.timeout(100) })).rejects.toThrow(/abort|timeout/i)
  })

  it('resets the connection', async () => {
    pool.faults.set({ endpoints: { keySet: { mode: 'reset' } } })

    await expect(fetch(keySetUrl())).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })

  it('breaks off in the middle of the answer', async () => {
    pool.faults.set({ endpoints: { keySet: { mode: 'truncate' } } })

    const response = await fetch(keySetUrl())

    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('terminated')
  })

  it('pads the real answer to any size', async () => {
    pool.faults.set({ endpoints: { keySet: { mode: 'huge', bytes: 3_000_000 } } })

    const text = await (await fetch(keySetUrl())).text()

    expect(text.length).toBeGreaterThan(3_000_000)
    expect(JSON.parse(text).keys).toHaveLength(2)
  })

  it('can be the token endpoint answering HTML, or nothing', async () => {
    const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' }
    pool.faults.set({ endpoints: { token: html } })
    const page = await tokenResponse()
    pool.faults.set({ endpoints: { token: { status: 204 } } })
    const nothing = await tokenResponse()

    expect(page.headers.get('content-type')).toBe('text/html')
    expect(nothing.status).toBe(204)
  })
})

describe('answers with wrong members', () => {
  it('names another issuer in the discovery document', async () => {
    pool.faults.set({ discovery: { set: { issuer: 'https://evil.example' }, remove: ['jwks_uri'] } })

    const document = await readJson(await fetch(discoveryUrl()))

    expect(document.issuer).toBe('https://evil.example')
    expect(document).not.toHaveProperty('jwks_uri')
    expect(document.token_endpoint).toBe(`${pool.domain}/oauth2/token`)
  })

  it('publishes an empty key set', async () => {
    pool.faults.set({ keySet: { set: { keys: [] } } })

    expect(await readJson(await fetch(keySetUrl()))).toEqual({ keys: [] })
  })

  it('changes the token response', async () => {
    pool.faults.set({
      tokenResponse: { set: { token_type: 'mac', expires_in: -1 }, remove: ['access_token'] },
    })

    const { members } = await tokens()

    expect(members).toMatchObject({ token_type: 'mac', expires_in: -1 })
    expect(members).not.toHaveProperty('access_token')
  })

  it('changes what userInfo tells', async () => {
    const { access } = await tokens()
    pool.faults.set({ userInfo: { set: { sub: 'somebody-else' }, remove: ['email'] } })

    const answer = await fetch(`${pool.domain}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${access}` },
    })

    const members = await readJson(answer)
    expect(members).toMatchObject({ sub: 'somebody-else', email_verified: 'true' })
    expect(members).not.toHaveProperty('email')
  })

  it('sends a member named __proto__', async () => {
    pool.faults.set({ tokenResponse: { set: JSON.parse('{"__proto__":{"isAdmin":true}}') } })

    expect(await (await tokenResponse()).text()).toContain('"__proto__":{"isAdmin":true}')
  })

  it('comes back to the app with a foreign issuer and a second code', async () => {
    pool.faults.set({ callback: { set: { iss: 'https://evil.example' }, append: { code: 'another' } } })

    const back = await new Browser().signIn(authorizeUrl(pool.domain, webClient), 'user@example.com')

    expect(back.searchParams.get('iss')).toBe('https://evil.example')
    expect(back.searchParams.getAll('code')).toHaveLength(2)
    expect(back.searchParams.get('state')).toBe('the-state')
  })

  it('comes back to the app without its state', async () => {
    pool.faults.set({ callback: { remove: ['state'] } })

    const back = await new Browser().signIn(authorizeUrl(pool.domain, webClient), 'user@example.com')

    expect([...back.searchParams.keys()]).toEqual(['code'])
  })
})

describe('tokens with faults', () => {
  it('sets, removes and shifts claims of the ID token, and leaves the access token alone', async () => {
    pool.faults.set({
      idToken: {
        set: { iss: 'https://evil.example', aud: ['somebody'] },
        remove: ['sub'],
        shift: { exp: -7200 },
      },
    })

    const { id, access } = await tokens()

    expect(decode(id)).toMatchObject({ iss: 'https://evil.example', aud: ['somebody'] })
    expect(decode(id)).not.toHaveProperty('sub')
    expect(Number(decode(id).exp)).toBe(Number(decode(id).iat) - 3600)
    expect(decode(access)).toMatchObject({ iss: pool.issuer })
  })

  it('sets, removes and shifts claims of the access token, and leaves the ID token alone', async () => {
    pool.faults.set({
      accessToken: { set: { token_use: 'id' }, remove: ['client_id'], shift: { exp: -7200 } },
    })

    const { id, access } = await tokens()

    expect(decode(access)).toMatchObject({ token_use: 'id', iss: pool.issuer })
    expect(decode(access)).not.toHaveProperty('client_id')
    expect(Number(decode(access).exp)).toBe(Number(decode(access).iat) - 3600)
    expect(Number(decode(id).exp)).toBe(Number(decode(id).iat) + 3600)
  })

  it('has no signature, is no token, or is 1 MB long', async () => {
    pool.faults.set({ idToken: { shape: 'unsigned' } })
    const unsigned = (await tokens()).id
    pool.faults.set({ idToken: { shape: 'not-a-token' } })
    const words = (await tokens()).id
    pool.faults.set({ idToken: { shape: 'huge' } })
    const huge = (await tokens()).id

    expect(unsigned.endsWith('.')).toBe(true)
    expect(words.split('.')).toHaveLength(1)
    expect(huge.length).toBeGreaterThan(1_000_000)
  })

  it('is signed by a key outside the key set, or by none', async () => {
    const keySet = createRemoteJWKSet(new URL(keySetUrl()))
    pool.faults.set({ accessToken: { shape: 'foreign-key' } })
    const foreign = (await tokens()).access
    pool.faults.set({ accessToken: { shape: 'bad-signature' } })
    const broken = (await tokens()).access
    pool.faults.clear()
    const sound = (await tokens()).access

    await expect(jwtVerify(foreign, keySet)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    await expect(jwtVerify(broken, keySet)).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    })
    await expect(jwtVerify(sound, keySet)).resolves.toBeDefined()
  })
})

describe('keys', () => {
  it('rotate with the old ones kept, until they are withdrawn', async () => {
    const before = await pool.accessTokenFor('user@example.com')
    await pool.rotateKeys()
    const after = await pool.accessTokenFor('user@example.com')

    const both = createRemoteJWKSet(new URL(keySetUrl()))
    await expect(jwtVerify(before, both)).resolves.toBeDefined()
    await expect(jwtVerify(after, both)).resolves.toBeDefined()

    pool.withdrawOldKeys()
    const newest = createRemoteJWKSet(new URL(keySetUrl()))
    await expect(jwtVerify(before, newest)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
    await expect(jwtVerify(after, newest)).resolves.toBeDefined()
  })
})

describe('a fault plan that makes no sense', () => {
  it('is refused, naming the member', () => {
    const plan: object = { endpoints: { token: { status: 99 } } }

    expect(() => pool.faults.set(plan)).toThrow(/endpoints\.token\.status/)
  })
})
