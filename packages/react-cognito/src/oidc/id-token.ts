import type { IdTokenClaims } from '@lifeguard/cognito'
import { readJwtClaims } from './jwt-claims.ts'

/** Our answer about an ID token: its claims, or the first check that it fails. */
export type IdTokenVerdict =
  | { readonly valid: true; readonly claims: IdTokenClaims }
  | {
      readonly valid: false
      readonly reason: 'malformed' | 'issuer' | 'audience' | 'token-use' | 'subject' | 'times' | 'clock'
    }

const clockSkewSeconds = 300
const longestLifetimeSeconds = 24 * 60 * 60

/**
 * What OIDC Core §3.1.3.7 demands of a client, except the nonce, which oidc-client-ts compares, and the signature:
 * the token comes straight from the token endpoint. oidc-client-ts 3.5 checks none of this.
 */
export function verifyIdToken(
  token: string | undefined,
  expected: { issuer: string; clientId: string; nowMs: number },
): IdTokenVerdict {
  const claims = token && token.length <= 16_384 ? readJwtClaims(token) : null
  if (!claims) return { valid: false, reason: 'malformed' }
  if (claims.iss !== expected.issuer) return { valid: false, reason: 'issuer' }
  if (claims.aud !== expected.clientId) return { valid: false, reason: 'audience' }
  if (claims.azp !== undefined && claims.azp !== expected.clientId)
    return { valid: false, reason: 'audience' }
  if (claims.token_use !== 'id') return { valid: false, reason: 'token-use' }
  if (typeof claims.sub !== 'string' || claims.sub === '') return { valid: false, reason: 'subject' }
  if (!isIdTokenClaims(claims)) return { valid: false, reason: 'malformed' }

  const { iat, exp } = claims
  if (exp <= iat || exp - iat > longestLifetimeSeconds) return { valid: false, reason: 'times' }
  const now = expected.nowMs / 1000
  if (exp <= now - clockSkewSeconds || iat > now + clockSkewSeconds) return { valid: false, reason: 'clock' }
  return { valid: true, claims }
}

function isIdTokenClaims(claims: object): claims is IdTokenClaims {
  return (
    hasNumber(claims, 'iat') &&
    hasNumber(claims, 'exp') &&
    hasNumber(claims, 'auth_time') &&
    hasOptionalStrings(claims) &&
    hasGroups(claims)
  )
}

function hasNumber(claims: object, name: string): boolean {
  return Number.isFinite(Reflect.get(claims, name))
}

const optionalStrings = [
  'email',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'picture',
  'locale',
]

function hasOptionalStrings(claims: object): boolean {
  return ['cognito:username', ...optionalStrings].every((name) => {
    const value: unknown = Object.hasOwn(claims, name) ? Reflect.get(claims, name) : undefined
    return value === undefined || typeof value === 'string'
  })
}

function hasGroups(claims: object): boolean {
  const groups: unknown = Object.hasOwn(claims, 'cognito:groups') ? Reflect.get(claims, 'cognito:groups') : []
  return Array.isArray(groups) && groups.every((group) => typeof group === 'string')
}
