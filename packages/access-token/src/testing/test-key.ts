import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A key pair for tests: published like Cognito publishes its own, and signing like it. */
export interface TestKey {
  readonly keyId: string
  /** The public half, as it stands in a key set. */
  readonly jwk: Readonly<Record<string, unknown>>
  readonly privateKey: KeyObject
}

/** Makes a key pair. The id defaults to the form of Cognito's: base64 of 32 bytes. */
export function createTestKey(options: { keyId?: string; bits?: number } = {}): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: options.bits ?? 2048 })
  const { kty, n, e } = publicKey.export({ format: 'jwk' })
  const keyId = options.keyId ?? createHash('sha256').update(`${n}`).digest('base64')
  return { keyId, jwk: { alg: 'RS256', e, kid: keyId, kty, n, use: 'sig' }, privateKey }
}

/** A part of a token: what becomes JSON, or the very bytes. */
export type TokenPart = object | string | Buffer

/** Signs any header and payload as a compact JWS, sound or not; nothing is added to them. */
export function signToken(header: TokenPart, payload: TokenPart, key: TestKey): string {
  const signed = `${toPart(header)}.${toPart(payload)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`
}

function toPart(part: TokenPart): string {
  const isRaw = typeof part === 'string' || Buffer.isBuffer(part)
  return Buffer.from(isRaw ? part : JSON.stringify(part)).toString('base64url')
}
