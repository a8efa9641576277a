import { KeyObject } from 'node:crypto'
import { importJWK } from 'jose'
import { isCanonicalBase64url } from '../base64url.ts'
import type { JsonObject } from '../strict-json.ts'
import { isRocaModulus } from './roca.ts'

/** A key that may verify access tokens. The object stands for the key: it stays the same while the pool publishes it. */
export interface VerificationKey {
  readonly keyId: string
  /** The modulus as published, by which two keys are told apart. */
  readonly modulus: string
  readonly publicKey: KeyObject
}

/** A published key that is not used, and why. */
export interface RefusedKey {
  readonly keyId: string | null
  readonly why: string
}

export interface AdmittedKeys {
  readonly keys: ReadonlyMap<string, VerificationKey>
  readonly refused: readonly RefusedKey[]
}

const maximumKeys = 20
const maximumKeyIdLength = 128
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/**
 * The keys of a key set (RFC 7517 §5) that may verify RS256 access tokens. A key we cannot rely on is left out and
 * the others stay; a `kid` that names two usable keys names none. Throws if the document is no key set.
 * Keys that `known` holds already are taken over from there.
 */
export async function admitKeys(
  document: JsonObject,
  known: ReadonlyMap<string, VerificationKey>,
): Promise<AdmittedKeys> {
  const { keys: published } = document
  if (!Array.isArray(published)) throw new Error('it has no list of keys')
  if (published.length > maximumKeys) throw new Error(`it holds more than ${maximumKeys} keys`)

  const keys = new Map<string, VerificationKey>()
  const refused: RefusedKey[] = []
  const repeated = new Set<string>()
  for (const jwk of published) {
    const admission = await admitKey(jwk, known)
    if ('why' in admission) refused.push(admission)
    else if (keys.has(admission.keyId)) repeated.add(admission.keyId)
    else keys.set(admission.keyId, admission)
  }
  for (const keyId of repeated) {
    keys.delete(keyId)
    refused.push({ keyId, why: 'two keys have this kid' })
  }
  return { keys, refused }
}

async function admitKey(
  jwk: unknown,
  known: ReadonlyMap<string, VerificationKey>,
): Promise<VerificationKey | RefusedKey> {
  if (!isRecord(jwk)) return { keyId: null, why: 'it is not an object' }
  const { kid, kty, use, key_ops, alg, n, e } = jwk
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > maximumKeyIdLength) {
    return { keyId: null, why: 'it has no usable kid' }
  }

  const refuse = (why: string): RefusedKey => ({ keyId: kid, why })
  if (kty !== 'RSA') return refuse('it is not an RSA key')
  if (use !== undefined && use !== 'sig') return refuse('it is not for signatures')
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes('verify'))) {
    return refuse('it is not for verifying')
  }
  // One key, one algorithm (RFC 8725bis): a key without `alg` serves ours, a key of another algorithm never does.
  if (alg !== undefined && alg !== 'RS256') return refuse('it is for another algorithm')
  if (privateMembers.some((member) => member in jwk)) return refuse('it holds private members')
  if (e !== 'AQAB') return refuse('its exponent is not 65537')
  if (typeof n !== 'string' || !isCanonicalBase64url(n)) return refuse('its modulus is malformed')
  const same = known.get(kid)
  if (same?.modulus === n) return same

  const weakness = weaknessOf(Buffer.from(n, 'base64url'))
  if (weakness !== null) return refuse(weakness)
  return { keyId: kid, modulus: n, publicKey: KeyObject.from(await importJWK({ kty, n, e }, 'RS256')) }
}

// RFC 7518 §3.3 asks for 2048 bits; beyond 4096 a verification costs more than a stranger's request is worth.
function weaknessOf(modulus: Buffer): string | null {
  const first = modulus[0] ?? 0
  const bits = modulus.length * 8 - (Math.clz32(first) - 24)
  if (first === 0) return 'its modulus is malformed'
  if (bits < 2048 || bits > 4096) return 'its modulus is not between 2048 and 4096 bits long'
  if (((modulus.at(-1) ?? 0) & 1) === 0) return 'its modulus is even'
  return isRocaModulus(modulus) ? 'its modulus can be factored (CVE-2017-15361)' : null
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
