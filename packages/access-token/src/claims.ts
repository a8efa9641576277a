import type { AccessTokenClaims } from '@lifeguard/cognito'
import type { JsonObject } from './strict-json.ts'
import type { Reason } from './verdict.ts'

/** What the claims of an access token must say. */
export interface ClaimRules {
  /** null: every app client of the pool. */
  readonly clientIds: readonly string[] | null
  /** What `aud` must hold where a token has one; absent: no token may have one; null: `aud` is not looked at. */
  readonly resource?: string | null
  /** Whether a token without `aud` is refused. */
  readonly requireResource: boolean
  readonly clockSkewSeconds: number
}

// Cognito lets an access token live 5 minutes to 24 hours.
const longestLifetimeSeconds = 24 * 60 * 60

/** The claims of an access token whose signature is good, or why they are not. `now` is in seconds since 1970. */
export function readClaims(payload: JsonObject, rules: ClaimRules, now: number): AccessTokenClaims | Reason {
  if (payload.token_use !== 'access') return 'token-use'
  if (!isAccessTokenClaims(payload)) return 'claims'
  // Cognito access tokens carry no `aud`; the app client is named in `client_id`.
  if (rules.clientIds !== null && !rules.clientIds.includes(payload.client_id)) return 'client'
  if (!namesResource(payload.aud, rules)) return 'resource'
  return checkTimes(payload, rules.clockSkewSeconds, now) ?? payload
}

// RFC 8707: a token bound to a resource is for that resource alone.
function namesResource(aud: unknown, rules: ClaimRules): boolean {
  if (rules.resource === null) return true
  if (aud === undefined) return !rules.requireResource
  if (rules.resource === undefined) return false
  return aud === rules.resource || (isTexts(aud) && aud.includes(rules.resource))
}

/** Why a token is not good at this moment, whatever else it says; null if it is. */
export function checkTimes(claims: SignedTimes, skew: number, now: number): Reason | null {
  if (claims.exp + skew <= now) return 'expired'
  if (claims.iat - skew > now) return 'not-yet-valid'
  if (claims.nbf !== undefined && claims.nbf - skew > now) return 'not-yet-valid'
  if (claims.iat > claims.exp || claims.exp - claims.iat > longestLifetimeSeconds) return 'lifetime'
  return null
}

export type SignedTimes = { readonly exp: number; readonly iat: number; readonly nbf?: number }

// A claim of the wrong type is never taken for an absent one.
function isAccessTokenClaims(payload: JsonObject): payload is JsonObject & AccessTokenClaims & SignedTimes {
  return (
    isText(payload.iss) &&
    isText(payload.sub) &&
    payload.sub !== '' &&
    isText(payload.client_id) &&
    isTime(payload.exp) &&
    isTime(payload.iat) &&
    isAbsentOr(isTime, payload.nbf) &&
    isAbsentOr(isTime, payload.auth_time) &&
    isAbsentOr(isText, payload.scope) &&
    isAbsentOr(isText, payload.jti) &&
    isAbsentOr(isText, payload.origin_jti) &&
    isAbsentOr(isText, payload.event_id) &&
    isAbsentOr(isTime, payload.version) &&
    isAbsentOr(isTexts, payload['cognito:groups']) &&
    (isAbsentOr(isText, payload.aud) || isTexts(payload.aud)) &&
    // Who has a username is a person, and a person has signed in at some time.
    (payload.username === undefined || (isText(payload.username) && isTime(payload.auth_time)))
  )
}

function isAbsentOr<T>(isWanted: (claim: unknown) => claim is T, claim: unknown): claim is T | undefined {
  return claim === undefined || isWanted(claim)
}

function isText(claim: unknown): claim is string {
  return typeof claim === 'string'
}

function isTexts(claim: unknown): claim is readonly string[] {
  return Array.isArray(claim) && claim.every(isText)
}

// JSON has no infinity, but 1e400 parses to one.
function isTime(claim: unknown): claim is number {
  return Number.isFinite(claim)
}
