import { isCanonicalBase64url } from './base64url.ts'
import { type JsonObject, readJsonObject } from './strict-json.ts'
import type { Reason } from './verdict.ts'

/** A token that is well-formed and asks to be verified the one way we verify. Nothing in it is believed yet. */
export interface UnverifiedToken {
  readonly keyId: string
  readonly payload: JsonObject
  /** What was signed: the bytes of header and payload as they came, and the dot between them (RFC 7515 §5.2). */
  readonly signed: Buffer
  readonly signature: Buffer
}

const maximumTokenLength = 8192
const maximumHeaderLength = 1024
const maximumKeyIdLength = 128

// RFC 8725bis: a kind of token that names itself something else was not issued for us. Cognito sends no `typ`.
const acceptedTypes = ['jwt', 'at+jwt', 'application/at+jwt']

/**
 * Reads a compact JWS (RFC 7515 §3.1) as Cognito issues them; the reason if it is not one. Everything that would let
 * two readers understand one token differently is refused, and so is every header parameter that Cognito does not
 * send: keys come from the pool and never from a token (`jwk`, `jku`, `x5c`), and nothing extends it (`crit`, `b64`).
 */
export function readToken(token: string): UnverifiedToken | Reason {
  if (token.length > maximumTokenLength) return 'too-large'
  const parts = splitToken(token)
  if (parts === null) return 'not-a-jws'
  const [headerPart, payloadPart, signaturePart] = parts
  if (headerPart.length > maximumHeaderLength) return 'too-large'
  if (!parts.every(isCanonicalBase64url)) return 'encoding'

  const header = readHeader(Buffer.from(headerPart, 'base64url'))
  if (typeof header === 'string') return header

  const payload = readJsonObject(Buffer.from(payloadPart, 'base64url'))
  if (payload === null) return 'json'

  return {
    keyId: header.keyId,
    payload,
    signed: Buffer.from(`${headerPart}.${payloadPart}`, 'latin1'),
    signature: Buffer.from(signaturePart, 'base64url'),
  }
}

function splitToken(token: string): readonly [string, string, string] | null {
  const first = token.indexOf('.')
  const second = token.indexOf('.', first + 1)
  if (
    first < 1 ||
    second < first + 2 ||
    second === token.length - 1 ||
    token.indexOf('.', second + 1) !== -1
  ) {
    return null
  }
  return [token.slice(0, first), token.slice(first + 1, second), token.slice(second + 1)]
}

function readHeader(bytes: Buffer): { readonly keyId: string } | Reason {
  const header = readJsonObject(bytes)
  if (header === null) return 'json'
  const { alg, kid, typ, ...others } = header
  if (Object.keys(others).length > 0) return 'header'
  if (alg !== 'RS256') return 'algorithm'
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > maximumKeyIdLength) return 'key-id'
  if (typ !== undefined && !(typeof typ === 'string' && acceptedTypes.includes(typ.toLowerCase())))
    return 'type'
  return { keyId: kid }
}
