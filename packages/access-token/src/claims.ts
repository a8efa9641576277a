import type { AccessTokenClaims } from '@lifeguard/cognito'
import type { Reason } from './verdict.ts'

/** What the claims of an access token must say. */
export interface ClaimRules {
  readonly clientIds: readonly string[]
  /** The `aud` to demand (RFC 8707); null: a token may carry none, and if it does it is not compared. */
  readonly resource: string | null
  readonly clockSkewSeconds: number
}

/** The claims of an access token, or why they are not those of one. `now` is in seconds. */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  rules: ClaimRules,
  now: number,
): { readonly claims: AccessTokenClaims } | { readonly reason: Reason } {
  if (payload.token_use !== 'access') return { reason: 'token-use' }
  // Cognito access tokens carry no `aud`; the app client is named in `client_id`.
  if (typeof payload.client_id !== 'string' || !rules.clientIds.includes(payload.client_id)) {
    return { reason: 'client' }
  }
  if (rules.resource !== null && payload.aud !== rules.resource) return { reason: 'resource' }
  if (!isAccessTokenClaims(payload)) return { reason: 'claims' }
  if (payload.exp + rules.clockSkewSeconds <= now) return { reason: 'expired' }
  if (payload.iat - rules.clockSkewSeconds > now) return { reason: 'not-yet-valid' }
  return { claims: payload }
}

function isAccessTokenClaims(payload: unknown): payload is AccessTokenClaims {
  if (typeof payload !== 'object' || payload === null) return false
  const claims: Partial<Record<keyof AccessTokenClaims | 'cognito:groups', unknown>> = payload
  const { iss, sub, scope, iat, exp, auth_time, username, 'cognito:groups': groups } = claims
  return (
    typeof iss === 'string' &&
    typeof sub === 'string' &&
    (scope === undefined || typeof scope === 'string') &&
    Number.isFinite(iat) &&
    Number.isFinite(exp) &&
    (username === undefined || (typeof username === 'string' && Number.isFinite(auth_time))) &&
    (groups === undefined || (Array.isArray(groups) && groups.every((group) => typeof group === 'string')))
  )
}
