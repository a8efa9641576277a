import { keySetUrl } from '@lifeguard/cognito'
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { readClaims } from './claims.ts'
import { toPrincipal } from './principal.ts'
import { KeySetUnavailableError, type Reason, type Verdict } from './verdict.ts'

/** A user pool whose access tokens are accepted. */
export interface AcceptedPool {
  /** As it stands in `iss`, character for character; the key set is read below it. */
  readonly issuer: string
  /** App clients whose tokens are accepted. */
  readonly clientIds: readonly string[]
  /** The `aud` to demand, for pools that bind tokens to a resource (RFC 8707); null or absent: none. */
  readonly resource?: string | null
}

/** Durations are in seconds; `now` answers milliseconds since 1970. */
export interface AccessTokenVerifierOptions {
  readonly pools: readonly AcceptedPool[]
  readonly clockSkewSeconds?: number
  readonly keySetMaxAgeSeconds?: number
  readonly keySetStaleSeconds?: number
  readonly now?: () => number
  readonly onDecision?: (decision: Decision) => void
}

/** One decision, for logs and metrics. It never holds a token. */
export interface Decision {
  readonly outcome: 'valid' | Reason | 'unavailable'
}

/** Whether the key set of a pool can be used: `stale` is held over from before an outage. */
export interface Readiness {
  readonly issuer: string
  readonly keySet: 'fresh' | 'stale' | 'none'
}

export interface AccessTokenVerifier {
  /** Judges one token. Throws {@link KeySetUnavailableError} when it cannot. */
  readonly verify: (token: string) => Promise<Verdict>
  /** Reads the key sets ahead of the first request. Never rejects: without a key set, tokens are answered 503. */
  readonly prefetch: () => Promise<readonly Readiness[]>
  readonly readiness: () => readonly Readiness[]
  /** Stops what runs in the background. */
  readonly close: () => void
}

/** Judges access tokens of the given user pools. Throws for options that make no sense. */
export function createAccessTokenVerifier(options: AccessTokenVerifierOptions): AccessTokenVerifier {
  const { clockSkewSeconds = 30, keySetMaxAgeSeconds = 300, now = Date.now, onDecision } = options
  const pools = new Map(
    options.pools.map((pool) => {
      const keySet = createRemoteJWKSet(new URL(keySetUrl(pool.issuer)), {
        cacheMaxAge: keySetMaxAgeSeconds * 1000,
        timeoutDuration: 2000,
      })
      return [pool.issuer, { ...pool, resource: pool.resource ?? null, clockSkewSeconds, keySet }] as const
    }),
  )

  async function judge(token: string): Promise<Verdict> {
    const pool = pools.get(unverifiedIssuer(token) ?? '')
    if (pool === undefined) return { valid: false, reason: 'issuer' }

    let payload: JWTPayload
    try {
      const verified = await jwtVerify(token, pool.keySet, {
        algorithms: ['RS256'],
        issuer: pool.issuer,
        clockTolerance: clockSkewSeconds,
        currentDate: new Date(now()),
      })
      payload = verified.payload
    } catch (error) {
      const reason = toReason(error)
      if (reason === null) {
        throw new KeySetUnavailableError(pool.issuer, { cause: error, retryAfterSeconds: 5 })
      }
      return { valid: false, reason }
    }
    const read = readClaims(payload, pool, now() / 1000)
    if ('reason' in read) return { valid: false, reason: read.reason }
    return { valid: true, principal: toPrincipal(read.claims), claims: read.claims }
  }

  async function verify(token: string): Promise<Verdict> {
    try {
      const verdict = await judge(token)
      onDecision?.({ outcome: verdict.valid ? 'valid' : verdict.reason })
      return verdict
    } catch (error) {
      onDecision?.({ outcome: 'unavailable' })
      throw error
    }
  }

  function readiness(): readonly Readiness[] {
    return [...pools.values()].map(({ issuer, keySet }) => {
      if (keySet.jwks() === undefined) return { issuer, keySet: 'none' }
      return { issuer, keySet: keySet.fresh ? 'fresh' : 'stale' }
    })
  }

  async function prefetch(): Promise<readonly Readiness[]> {
    await Promise.allSettled([...pools.values()].map(({ keySet }) => keySet.reload()))
    return readiness()
  }

  return { verify, prefetch, readiness, close: () => undefined }
}

function unverifiedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

// Whatever is not the token's fault is the key set's.
function toReason(error: unknown): Reason | null {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'iss' ? 'issuer' : 'claims'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature'
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown-key'
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'algorithm'
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed'
  return null
}
