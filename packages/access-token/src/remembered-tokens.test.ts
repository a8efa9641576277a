import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAccessTokenVerifier } from './access-token-verifier.ts'
import type { Decision } from './decision.ts'
import { RememberedTokens } from './remembered-tokens.ts'
import {
  createTestKey,
  createTestVerifier,
  signToken,
  startKeySetServer,
  stockUserClaims,
} from './testing/index.ts'

const start = 1_800_000_000_000

/** A verifier whose clock is moved by hand and whose decisions are kept. */
function setUp(options: Parameters<typeof createTestVerifier>[0] = {}) {
  const decisions: Decision[] = []
  let now = start
  const verifier = createTestVerifier({
    now: () => now,
    clockSkewSeconds: 0,
    onDecision: (decision) => decisions.push(decision),
    ...options,
  })
  return {
    verifier,
    judge: async (token: string) => {
      await verifier.verify(token)
      const { outcome, remembered } = decisions.at(-1) as Decision
      return { outcome, remembered }
    },
    setClock: (secondsFromStart: number) => {
      now = start + secondsFromStart * 1000
    },
  }
}

describe('remembered tokens', () => {
  it('spare the second judgement of a token, and change nothing about it', async () => {
    const { verifier } = setUp()
    const token = verifier.signAccessToken()

    const [first, second] = [await verifier.verify(token), await verifier.verify(token)]

    expect(second).toBe(first)
  })

  it('T-01 never take one token for another', async () => {
    const { verifier } = setUp()
    const tokens = Array.from({ length: 200 }, (_, i) => verifier.signAccessToken({ sub: `subject-${i}` }))
    for (const token of tokens) await verifier.verify(token)

    for (let round = 0; round < 2000; round++) {
      const i = randomInt(tokens.length)
      expect(await verifier.verify(tokens[i] ?? '')).toMatchObject({ principal: { subject: `subject-${i}` } })
    }
    const digests = new Set(Array.from({ length: 20_000 }, (_, i) => RememberedTokens.digest(`token ${i}`)))
    expect(digests.size).toBe(20_000)
  })

  it('T-01 know a token by every byte, signature included', async () => {
    const { verifier, judge } = setUp()
    const token = verifier.signAccessToken()
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })

    const [header = '', payload = '', signature = ''] = token.split('.')
    const forged = signToken(
      { kid: verifier.key.keyId, alg: 'RS256' },
      Buffer.from(payload, 'base64url'),
      createTestKey(),
    )
    const respelled = token.slice(0, -1) + String.fromCharCode(token.charCodeAt(token.length - 1) + 1)
    expect(await judge(`${header}.${payload}.${forged.split('.')[2]}`)).toEqual({
      outcome: 'signature',
      remembered: false,
    })
    expect(Buffer.from(respelled.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(signature, 'base64url'),
    )
    for (const variant of [respelled, `${token}=`, `${token}==`, `${token} `, `${token}\n`]) {
      expect(await judge(variant)).toEqual({ outcome: 'encoding', remembered: false })
    }
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: true })
  })

  it('T-02 are not remembered beyond their expiry', async () => {
    const { verifier, judge, setClock } = setUp()
    const token = verifier.signAccessToken({ exp: start / 1000 + 2 })
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })

    setClock(1)
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: true })
    setClock(3)
    expect(await judge(token)).toEqual({ outcome: 'expired', remembered: true })
    expect(await judge(token)).toEqual({ outcome: 'expired', remembered: false })
  })

  it('T-02 follow the clock where it steps back', async () => {
    const { verifier, judge, setClock } = setUp()
    const token = verifier.signAccessToken()
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })

    setClock(-3600)
    expect(await judge(token)).toEqual({ outcome: 'not-yet-valid', remembered: true })
    setClock(0)
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })
  })

  it('T-03 go with the key that proved them', async () => {
    const [k1, k2] = [createTestKey({ keyId: 'k1' }), createTestKey({ keyId: 'k2' })]
    const pool = await startKeySetServer({ keys: [k1, k2] })
    const verifier = createAccessTokenVerifier({ pools: [{ issuer: pool.issuer, clientIds: ['web'] }] })
    const claims = stockUserClaims({ issuer: pool.issuer, clientId: 'web', now: Date.now() })
    const token = signToken({ kid: 'k1', alg: 'RS256' }, claims, k1)
    expect(await verifier.verify(token)).toMatchObject({ valid: true })

    const k3 = createTestKey({ keyId: 'k3' })
    pool.publish(k2, k3)
    expect(await verifier.verify(signToken({ kid: 'k3', alg: 'RS256' }, claims, k3))).toMatchObject({
      valid: true,
    })

    expect(await verifier.verify(token)).toEqual({ valid: false, reason: 'unknown-key' })
    verifier.close()
    await pool.close()
  })

  it('T-04 are the valid ones alone, and the latest used', async () => {
    const { verifier, judge } = setUp({ rememberedTokens: 3 })
    const forger = createTestKey({ keyId: verifier.key.keyId })
    const [a, b, c, d] = [1, 2, 3, 4].map(() => verifier.signAccessToken()) as [
      string,
      string,
      string,
      string,
    ]
    for (const token of [a, b, c]) await verifier.verify(token)

    for (let i = 0; i < 50; i++) {
      const claims = stockUserClaims({ issuer: verifier.issuer, clientId: verifier.clientId, now: start })
      const forged = signToken({ kid: verifier.key.keyId, alg: 'RS256' }, claims, forger)
      expect(await judge(forged)).toEqual({ outcome: 'signature', remembered: false })
      expect(await judge(forged)).toEqual({ outcome: 'signature', remembered: false })
    }
    expect(await judge(a)).toEqual({ outcome: 'valid', remembered: true })
    expect(await judge(d)).toEqual({ outcome: 'valid', remembered: false })
    expect(await judge(a)).toEqual({ outcome: 'valid', remembered: true })
    expect(await judge(c)).toEqual({ outcome: 'valid', remembered: true })
    expect(await judge(b)).toEqual({ outcome: 'valid', remembered: false })
  })

  it('T-04 are no more than their number', () => {
    const tokens = new RememberedTokens<number>(100)
    for (let i = 0; i < 100_000; i++) tokens.set(RememberedTokens.digest(`${i}`), i)

    expect(tokens.size).toBe(100)
    expect(tokens.get(RememberedTokens.digest('99999'))).toBe(99_999)
    expect(tokens.get(RememberedTokens.digest('99899'))).toBe(undefined)
  })

  it('T-06 are answered exactly like tokens seen for the first time', async () => {
    const { verifier } = setUp()
    const { verifier: forgetful } = setUp({ rememberedTokens: 0 })
    for (const by of [verifier, forgetful]) {
      const token = by.signAccessToken({ scope: 'a b', 'cognito:groups': ['admins'] })
      expect(await by.verify(token)).toEqual(await by.verify(token))
    }
  })

  it('can be switched off', async () => {
    const { verifier, judge } = setUp({ rememberedTokens: 0 })
    const token = verifier.signAccessToken()

    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })
  })

  it('T-05 are refused once they are revoked, and no other spelling of them passes', async () => {
    const denied = new Set<string>()
    const { verifier, judge } = setUp({ isRevoked: ({ jti }) => denied.has(`${jti}`) })
    const token = verifier.signAccessToken({ jti: 'one' })
    const other = verifier.signAccessToken({ jti: 'two' })
    expect(await judge(token)).toEqual({ outcome: 'valid', remembered: false })

    denied.add('one')
    expect(await judge(token)).toEqual({ outcome: 'revoked', remembered: true })
    expect(await judge(token)).toEqual({ outcome: 'revoked', remembered: false })
    for (const variant of [
      `${token.slice(0, -1)}${String.fromCharCode(token.charCodeAt(token.length - 1) + 1)}`,
      `${token}=`,
    ]) {
      expect(await judge(variant)).toEqual({ outcome: 'encoding', remembered: false })
    }
    expect(await judge(other)).toEqual({ outcome: 'valid', remembered: false })
  })
})
