import { constants, createHmac, createPublicKey, randomInt, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createAccessTokenVerifier } from './access-token-verifier.ts'
import { createJoseOracle } from './fuzz/jose-oracle.ts'
import {
  createTestKey,
  createTestVerifier,
  signToken,
  startKeySetServer,
  stockUserClaims,
} from './testing/index.ts'

const now = 1_800_000_000_000
const verifier = createTestVerifier({ now: () => now })
const { issuer, clientId, key } = verifier
const header = { kid: key.keyId, alg: 'RS256' }
const claims = stockUserClaims({ issuer, clientId, now })
const good = signToken(header, claims, key)

async function reasonOf(token: string): Promise<string | null> {
  const verdict = await verifier.verify(token)
  return verdict.valid ? null : verdict.reason
}

describe('the proof of a token', () => {
  it('J-01 accepts no token of which one bit differs', async () => {
    const parts = good.split('.')
    for (const index of parts.keys()) {
      for (let flip = 0; flip < 64; flip++) {
        const bytes = Buffer.from(parts[index] ?? '', 'base64url')
        const position = randomInt(bytes.length)
        bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << randomInt(8)), position)
        const token = parts.with(index, bytes.toString('base64url')).join('.')

        expect(await reasonOf(token), `part ${index}, byte ${position}`).not.toBe(null)
      }
    }
    expect(await reasonOf(good)).toBe(null)
  })

  it('J-01 believes no claim before the signature', async () => {
    const forger = createTestKey({ keyId: key.keyId })
    const expired = { ...claims, exp: now / 1000 - 1000, iat: now / 1000 - 2000 }

    expect(await reasonOf(signToken(header, expired, forger))).toBe('signature')
    expect(await reasonOf(signToken(header, { ...claims, token_use: 'id' }, forger))).toBe('signature')
    expect(await reasonOf(signToken(header, expired, key))).toBe('expired')
  })

  it('J-02 takes no other kind of RSA signature for RS256, and neither does jose', async () => {
    const jose = createJoseOracle(key)
    const signed = good.slice(0, good.lastIndexOf('.'))
    const bytes = Buffer.from(signed)
    const { privateKey } = key
    const signature = sign('RSA-SHA256', bytes, privateKey)
    const { RSA_PKCS1_PSS_PADDING } = constants

    for (const [kind, other] of [
      ['SHA-1', sign('RSA-SHA1', bytes, privateKey)],
      ['SHA-384', sign('RSA-SHA384', bytes, privateKey)],
      ['SHA-512', sign('RSA-SHA512', bytes, privateKey)],
      ['PSS', sign('RSA-SHA256', bytes, { key: privateKey, padding: RSA_PKCS1_PSS_PADDING })],
      ['over other bytes', sign('RSA-SHA256', Buffer.from(`${signed}.`), privateKey)],
      ['a zero in front', Buffer.concat([Buffer.alloc(1), signature])],
      ['a zero behind', Buffer.concat([signature, Buffer.alloc(1)])],
      ['one byte short', signature.subarray(1)],
      ['nothing but zeros', Buffer.alloc(signature.length)],
      ['nothing but ones', Buffer.alloc(signature.length, 0xff)],
    ] as const) {
      const token = `${signed}.${other.toString('base64url')}`
      expect(await reasonOf(token), kind).toBe('signature')
      expect(await jose(token), kind).toBe('bad')
    }
    expect(await reasonOf(`${signed}.${signature.toString('base64url')}`)).toBe(null)
    expect(await jose(good)).toBe('good')
  })

  it('J-02 knows one number for a signature, and none that differs by the modulus', async () => {
    const modulus = toNumber(Buffer.from(String(key.jwk.n), 'base64url'))
    for (;;) {
      const token = verifier.signAccessToken()
      const [head = '', payload = '', signature = ''] = token.split('.')
      const same = (toNumber(Buffer.from(signature, 'base64url')) + modulus).toString(16)
      // Only where the sum is no longer than the modulus does its length not give it away.
      if (same.length > 512) continue

      const twin = Buffer.from(same, 'hex').toString('base64url')
      expect(await reasonOf(`${head}.${payload}.${twin}`)).toBe('signature')
      expect(await reasonOf(token)).toBe(null)
      return
    }
  })

  it('J-04 takes the public key for no secret', async () => {
    const publicKey = createPublicKey({ key: key.jwk, format: 'jwk' })
    const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString()
    const secrets: Record<string, string | Buffer> = {
      PEM: pem,
      'PEM trimmed': pem.trim(),
      'PKCS#1 PEM': publicKey.export({ format: 'pem', type: 'pkcs1' }),
      DER: publicKey.export({ format: 'der', type: 'spki' }),
      modulus: Buffer.from(String(key.jwk.n), 'base64url'),
      JWK: JSON.stringify(key.jwk),
      nothing: '',
      'space and PEM': ` ${pem}`,
      'newline and PEM': `\n${pem}`,
      'byte order mark and PEM': `\uFEFF${pem}`,
      'X and PEM': `X${pem}`,
    }
    for (const [name, secret] of Object.entries(secrets)) {
      for (const [alg, reason] of [
        ['HS256', 'algorithm'],
        ['RS256', 'signature'],
      ] as const) {
        const signed = [{ ...header, alg }, claims]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.')
        const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
        expect(await reasonOf(token), `${alg} with ${name}`).toBe(reason)
      }
    }
    expect(await reasonOf(good)).toBe(null)
  })

  it('J-03, K-03 verifies with a key for what the pool says it is for, and with no other', async () => {
    const pool = await startKeySetServer()
    const clients = { issuer: pool.issuer, clientIds: [clientId] }
    const sound = createTestKey({ keyId: 'sound' })
    const reasonWith = async (changes: Record<string, unknown>) => {
      const published = createTestKey({ keyId: 'published' })
      pool.publish({ jwk: { ...published.jwk, ...changes } }, sound)
      const judging = createAccessTokenVerifier({ pools: [clients] })
      const claimsHere = stockUserClaims({ issuer: pool.issuer, clientId, now: Date.now() })
      const judge = (by: typeof sound) =>
        judging.verify(signToken({ kid: by.keyId, alg: 'RS256' }, claimsHere, by))
      expect(await judge(sound)).toMatchObject({ valid: true })
      const verdict = await judge(published)
      judging.close()
      return verdict.valid ? null : verdict.reason
    }

    for (const changes of [
      { alg: 'PS256' },
      { alg: 'RS512' },
      { use: 'enc' },
      { key_ops: ['sign'] },
      { e: 'AQ' },
      { d: 'AQAB' },
      { kty: 'EC' },
      { kid: 'Published' },
    ]) {
      expect(await reasonWith(changes), JSON.stringify(changes)).toBe('unknown-key')
    }
    expect(await reasonWith({ alg: undefined, use: undefined })).toBe(null)
    await pool.close()
  })

  it('verifies with no key that the token does not name, though it be the only one or the last', async () => {
    const pool = await startKeySetServer({ keys: [createTestKey({ keyId: 'first' }), key] })
    const judging = createAccessTokenVerifier({ pools: [{ issuer: pool.issuer, clientIds: [clientId] }] })
    const claimsHere = stockUserClaims({ issuer: pool.issuer, clientId, now: Date.now() })

    expect(await judging.verify(signToken({ kid: 'unknown', alg: 'RS256' }, claimsHere, key))).toEqual({
      valid: false,
      reason: 'unknown-key',
    })
    expect(await judging.verify(signToken(header, claimsHere, key))).toMatchObject({ valid: true })
    judging.close()
    await pool.close()
  })

  it('K-09 takes keys from the pool that the token names, whatever other pools call theirs', async () => {
    const [keyOfA, keyOfB] = [createTestKey({ keyId: 'k1' }), createTestKey({ keyId: 'k1' })]
    const a = await startKeySetServer({ keys: [keyOfA] })
    const b = await startKeySetServer({ keys: [keyOfB] })
    const both = createAccessTokenVerifier({
      pools: [a, b].map((server) => ({ issuer: server.issuer, clientIds: [clientId] })),
    })
    const token = (server: { issuer: string }, signer: typeof keyOfA) =>
      signToken(
        { kid: 'k1', alg: 'RS256' },
        stockUserClaims({ issuer: server.issuer, clientId, now: Date.now() }),
        signer,
      )

    expect(await both.verify(token(a, keyOfA))).toMatchObject({
      valid: true,
      principal: { issuer: a.issuer },
    })
    expect(await both.verify(token(b, keyOfB))).toMatchObject({
      valid: true,
      principal: { issuer: b.issuer },
    })
    expect(await both.verify(token(a, keyOfB))).toEqual({ valid: false, reason: 'signature' })
    expect(await both.verify(token(b, keyOfA))).toEqual({ valid: false, reason: 'signature' })

    both.close()
    await Promise.all([a.close(), b.close()])
  })

  it('asks no pool because of a token that names an unknown one', async () => {
    const server = await startKeySetServer({ keys: [key] })
    const asked = createAccessTokenVerifier({ pools: [{ issuer: server.issuer, clientIds: [clientId] }] })

    for (const iss of [
      `${server.issuer}/`,
      `${server.issuer}|k1`,
      `${server.issuer}%3A`,
      'http://127.0.0.1:1/x',
    ]) {
      expect(await asked.verify(signToken(header, { ...claims, iss }, key))).toEqual({
        valid: false,
        reason: 'issuer',
      })
    }
    expect(server.hits).toBe(0)

    asked.close()
    await server.close()
  })

  it('J-26, Q-28 takes no other kind of token for an access token', async () => {
    const sign = (typ: string | undefined, payload: object) => signToken({ ...header, typ }, payload, key)
    const { iss, sub, iat, exp, jti } = claims

    expect(await reasonOf(sign(undefined, { ...claims, token_use: 'id', aud: clientId }))).toBe('token-use')
    expect(await reasonOf('r4nd0m-refresh-token')).toBe('not-a-jws')
    expect(await reasonOf('eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ.a.b.c.d')).toBe(
      'not-a-jws',
    )
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    expect(await reasonOf(sign('logout+jwt', { iss, sub, iat, exp, jti, aud: clientId, events }))).toBe(
      'type',
    )
    expect(await reasonOf(sign(undefined, { iss, sub, iat, exp, jti, aud: clientId, events }))).toBe(
      'token-use',
    )
    expect(await reasonOf(sign('dpop+jwt', { jti, iat, htm: 'GET', htu: 'https://api.example/me' }))).toBe(
      'type',
    )
    expect(await reasonOf(sign(undefined, claims))).toBe(null)
  })

  it('J-23 knows a caller by issuer and subject', async () => {
    const [one, other] = await Promise.all(
      ['subject-one', 'subject-two'].map((sub) =>
        verifier.verify(verifier.signAccessToken({ sub, username: 'jane' })),
      ),
    )

    expect(one).toMatchObject({ principal: { issuer, subject: 'subject-one', username: 'jane' } })
    expect(other).toMatchObject({ principal: { issuer, subject: 'subject-two', username: 'jane' } })
  })
})

function toNumber(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`)
}
