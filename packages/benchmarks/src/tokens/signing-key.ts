import { generateKeyPair, type JsonWebKey, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)
const signBytes = promisify(sign)

/** A key as Cognito has them: RSA 2048 for RS256. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  /** What the key set shows of it. */
  readonly jwk: JsonWebKey & { readonly kid: string }
}

/** Makes a key pair. */
export async function createSigningKey(kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048 })
  return {
    kid,
    privateKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' },
  }
}

/** Signs claims as Cognito does: no `typ` in the header. `header` overrides what the key would say. */
export async function signToken(
  key: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const input = `${encode({ kid: key.kid, alg: 'RS256', ...header })}.${encode(claims)}`
  const signature = await signBytes('sha256', Buffer.from(input), key.privateKey)
  return `${input}.${signature.toString('base64url')}`
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
