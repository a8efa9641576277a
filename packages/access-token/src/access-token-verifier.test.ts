import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createAccessTokenVerifier } from './access-token-verifier.ts'
import type { AccessTokenVerifierOptions } from './options.ts'
import {
  createTestKey,
  createTestVerifier,
  type KeySetServer,
  signToken,
  startKeySetServer,
  stockUserClaims,
} from './testing/index.ts'
import { KeySetUnavailableError, RevocationUnavailableError } from './verdict.ts'

// Tokens here are signed by jose, so that our reading of the RFCs meets somebody else's.
const { publicKey, privateKey } = await generateKeyPair('RS256')
const clientId = 'web'
const now = Math.floor(Date.now() / 1000)
let pool: KeySetServer

beforeAll(async () => {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  pool = await startKeySetServer({ keys: [{ jwk }] })
})
afterAll(() => pool.close())

function sign(claims: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT({
    iss: pool.issuer,
    sub: 'f3a1',
    client_id: clientId,
    token_use: 'access',
    scope: 'openid notes/read',
    'cognito:groups': ['admins'],
    auth_time: now - 60,
    iat: now,
    exp: now + 300,
    username: 'jane',
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(privateKey)
}

const create = (options: Partial<AccessTokenVerifierOptions> = {}) =>
  createAccessTokenVerifier({ pools: [{ issuer: pool.issuer, clientIds: [clientId] }], ...options })

describe('createAccessTokenVerifier()', () => {
  it('tells who calls with the access token of a person', async () => {
    const verifier = create()

    expect(await verifier.verify(await sign())).toMatchObject({
      valid: true,
      principal: {
        kind: 'user',
        through: 'own-client',
        issuer: pool.issuer,
        subject: 'f3a1',
        clientId,
        scopes: ['openid', 'notes/read'],
        groups: ['admins'],
        username: 'jane',
        authTime: now - 60,
        expiresAt: now + 300,
      },
    })
    verifier.close()
  })

  it('says why a token is not valid', async () => {
    const verifier = create()
    const reasonOf = async (claims: Record<string, unknown>) => {
      const verdict = await verifier.verify(await sign(claims))
      return verdict.valid ? null : verdict.reason
    }

    expect(await reasonOf({})).toBe(null)
    expect(await reasonOf({ iss: `${pool.issuer}/` })).toBe('issuer')
    expect(await reasonOf({ client_id: 'other' })).toBe('client')
    expect(await reasonOf({ token_use: 'id' })).toBe('token-use')
    expect(await reasonOf({ exp: now - 60 })).toBe('expired')
    verifier.close()
  })

  it('throws where it cannot judge, and says so in its readiness', async () => {
    const issuer = 'http://127.0.0.1:1/us-east-1_Test'
    const verifier = create({ pools: [{ issuer, clientIds: [clientId] }] })

    const judging = verifier.verify(await sign({ iss: issuer }))

    await expect(judging).rejects.toBeInstanceOf(KeySetUnavailableError)
    await expect(judging).rejects.toMatchObject({ issuer, retryAfterSeconds: expect.any(Number) })
    expect(await verifier.prefetch()).toEqual([{ issuer, keySet: 'none' }])
    verifier.close()
  })

  it('has the key set at hand before the first token comes', async () => {
    const verifier = create()

    expect(verifier.readiness()).toEqual([{ issuer: pool.issuer, keySet: 'none' }])
    expect(await verifier.prefetch()).toEqual([{ issuer: pool.issuer, keySet: 'fresh' }])
    verifier.close()
  })

  it('G-10 refuses a removed key within the age of the key set, by the clock on the wall', async () => {
    const [removed, kept] = [createTestKey({ keyId: 'removed' }), createTestKey({ keyId: 'kept' })]
    const server = await startKeySetServer({ keys: [removed, kept] })
    const { issuer } = server
    const verifier = create({ pools: [{ issuer, clientIds: [clientId] }], keySetMaxAgeSeconds: 1 })
    const tokens = [removed, kept].map((key) =>
      signToken(
        { kid: key.keyId, alg: 'RS256' },
        stockUserClaims({ issuer, clientId, now: Date.now() }),
        key,
      ),
    )
    const judge = () => Promise.all(tokens.map(async (token) => (await verifier.verify(token)).valid))
    expect(await judge()).toEqual([true, true])

    server.publish(kept)

    await expect.poll(judge, { timeout: 15_000 }).toEqual([false, true])
    verifier.close()
    await server.close()
  })

  it('asks at every request whether the token was revoked, and judges no longer if nobody can say', async () => {
    let answer: () => boolean | Promise<boolean> = () => false
    const verifier = create({ isRevoked: () => answer() })
    const token = await sign()
    const down = new Error('store down')

    expect(await verifier.verify(token)).toMatchObject({ valid: true })
    for (answer of [() => true, async () => true]) {
      expect(await verifier.verify(token)).toEqual({ valid: false, reason: 'revoked' })
    }
    answer = () => {
      throw down
    }
    await expect(verifier.verify(token)).rejects.toMatchObject({ retryAfterSeconds: 1, cause: down })
    answer = () => Promise.reject(down)
    await expect(verifier.verify(token)).rejects.toBeInstanceOf(RevocationUnavailableError)
    answer = async () => false
    expect(await verifier.verify(token)).toMatchObject({ valid: true })
    verifier.close()
  })

  it('asks about tokens that it sees for the first time, whether or not the key set has to be waited for', async () => {
    for (const isRevoked of [() => true, async () => true]) {
      const verifier = create({ isRevoked })

      expect(await verifier.verify(await sign({ jti: 'before the key set is there' }))).toEqual({
        valid: false,
        reason: 'revoked',
      })
      expect(await verifier.verify(await sign({ jti: 'afterwards' }))).toEqual({
        valid: false,
        reason: 'revoked',
      })
      verifier.close()
    }
  })

  it('asks about remembered tokens as well, however the answer comes', async () => {
    let answer: () => boolean | Promise<boolean> = () => false
    const verifier = createTestVerifier({ isRevoked: () => answer() })
    const rememberedThen = async (then: typeof answer) => {
      const token = verifier.signAccessToken()
      answer = () => false
      await verifier.verify(token)
      answer = then
      return verifier.verify(token)
    }
    const unavailable = { name: 'RevocationUnavailableError' }

    for (const no of [() => false, async () => false]) {
      expect(await rememberedThen(no)).toMatchObject({ valid: true })
    }
    for (const yes of [() => true, async () => true]) {
      expect(await rememberedThen(yes)).toEqual({ valid: false, reason: 'revoked' })
    }
    await expect(rememberedThen(() => Promise.reject(new Error('down')))).rejects.toMatchObject(unavailable)
    await expect(
      rememberedThen(() => {
        throw new Error('down')
      }),
    ).rejects.toMatchObject(unavailable)
  })

  it('tells one hook of every decision, without the token and without anything unproved from it', async () => {
    const decisions: unknown[] = []
    const verifier = createTestVerifier({ onDecision: (decision) => decisions.push(decision) })
    const token = verifier.signAccessToken({ sub: 'jane' })

    await verifier.verify(token)
    await verifier.verify(token)
    await verifier.verify(verifier.signAccessToken({ sub: 'jane', exp: 1 }))
    await verifier.verify(`${token.slice(0, -20)}${'A'.repeat(20)}`)
    await verifier.verify('nonsense')

    const { issuer } = verifier
    const known = { issuer, clientId: verifier.clientId, subject: 'jane', keySetAgeSeconds: 0 }
    const unproved = { clientId: null, subject: null, remembered: false }
    expect(decisions).toEqual([
      { outcome: 'valid', ...known, remembered: false, durationMs: expect.any(Number) },
      { outcome: 'valid', ...known, remembered: true, durationMs: expect.any(Number) },
      { outcome: 'expired', ...known, remembered: false, durationMs: expect.any(Number) },
      { outcome: 'signature', issuer, ...unproved, keySetAgeSeconds: 0, durationMs: expect.any(Number) },
      {
        outcome: 'not-a-jws',
        issuer: null,
        ...unproved,
        keySetAgeSeconds: null,
        durationMs: expect.any(Number),
      },
    ])
  })

  it('lets no hook that throws change an answer', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const verifier = createTestVerifier({
      onDecision: () => {
        throw new Error('log full')
      },
    })

    expect(await verifier.verify(verifier.signAccessToken())).toMatchObject({ valid: true })
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ cause: new Error('log full') }))
    warn.mockRestore()
  })
})
