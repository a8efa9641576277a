import type { IdTokenClaims } from '@lifeguard/cognito'
import { readJwtClaims } from './jwt-claims.ts'

/** Our answer about an ID token: its claims, or the first check that it fails. */
export type IdTokenVerdict =
  | { readonly valid: true; readonly claims: IdTokenClaims }
  | {
      readonly valid: false
      readonly reason: 'malformed' | 'issuer' | 'audience' | 'token-use' | 'subject' | 'times'
    }

const longestLifetimeSeconds = 24 * 60 * 60
const clockSkewSeconds = 300

/**
 * Reads an ID token for this pool and app client: everything that OIDC Core §3.1.3.7 has a client check and that does
 * not depend on the clock, except the nonce, which oidc-client-ts compares, and the signature, since the token comes
 * straight from the token endpoint. oidc-client-ts 3.5 checks none of this.
 */
export function readIdToken(
  token: string | undefined,
  expected: { issuer: string; clientId: string },
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
  const lifetimeSeconds = claims.exp - claims.iat
  if (!(lifetimeSeconds > 0 && lifetimeSeconds <= longestLifetimeSeconds))
    return { valid: false, reason: 'times' }
  return { valid: true, claims }
}

/** Whether a token that was just issued is neither expired nor from the future, give or take five minutes. */
export function isTimely({ iat, exp }: IdTokenClaims, nowMs: number): boolean {
  const nowSeconds = nowMs / 1000
  return nowSeconds < exp + clockSkewSeconds && iat < nowSeconds + clockSkewSeconds
}

function isIdTokenClaims(claims: object): claims is IdTokenClaims {
  return (
    ['iat', 'exp', 'auth_time'].every((name) => Number.isFinite(member(claims, name))) &&
    typeof member(claims, 'cognito:username') === 'string' &&
    shownStrings.every((name) => ['string', 'undefined'].includes(typeof member(claims, name))) &&
    areGroups(member(claims, 'cognito:groups') ?? [])
  )
}

const shownStrings = ['email', 'name', 'given_name', 'family_name', 'preferred_username', 'picture', 'locale']

function member(claims: object, name: string): unknown {
  return Object.hasOwn(claims, name) ? Reflect.get(claims, name) : undefined
}

function areGroups(value: unknown): boolean {
  return Array.isArray(value) && value.every((group) => typeof group === 'string')
}
