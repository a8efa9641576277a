import { randomBytes, randomUUID } from 'node:crypto'
import { accessTokenClaims, type TokenSubject } from './cognito-tokens.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Tokens that look like those of the pool, each naming another key, and a key that no key set has. */
export function forgedKeyIds(subject: TokenSubject): () => string {
  const claims = encode(accessTokenClaims(subject))
  const signature = randomBytes(256).toString('base64url')
  return () => `${encode({ kid: randomUUID(), alg: 'RS256' })}.${claims}.${signature}`
}

/** Names a real key, which never signed it. */
export function forgedSignature(subject: TokenSubject, kid: string): string {
  const signature = randomBytes(256).toString('base64url')
  return `${encode({ kid, alg: 'RS256' })}.${encode(accessTokenClaims(subject))}.${signature}`
}

/** Credentials of 8 KB that are no token at all. */
export function bulk(): string {
  return randomBytes(6_100).toString('base64url')
}

/** Three parts, none of which is JSON. */
export function threeBlobs(): string {
  return [60, 600, 256].map((bytes) => randomBytes(bytes).toString('base64url')).join('.')
}

/**
 * The same signature written differently: 256 bytes leave four unused bits in the last of 342 base64url characters,
 * and a lenient decoder ignores them. RFC 4648 §3.5 lets decoders refuse this.
 */
export function reEncoded(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return token.slice(0, -1) + alphabet.charAt(alphabet.indexOf(token.slice(-1)) + 1)
}
