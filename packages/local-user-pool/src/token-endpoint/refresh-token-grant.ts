import type { AppClient } from '../config/schema.ts'
import type { Parameters } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import { findUnreadable } from '../tokens/attributes.ts'
import { issueUserTokens, type TokenResponse } from '../tokens/issue.ts'
import { type TokenError, tokenError } from './token-error.ts'

/**
 * RFC 6749 §6. Without rotation the answer has no refresh token and the old one stays good; with rotation it has a new
 * one, which expires when the first would have. Scopes stay those of the sign-in, whatever `scope` says. A replaced
 * refresh token that comes after the grace period revokes the whole sign-in (RFC 9700 §4.14.2; whether AWS does is unknown).
 */
export async function refreshTokenGrant(
  pool: Pool,
  client: AppClient,
  form: Parameters,
): Promise<TokenResponse | TokenError> {
  if (!client.flows.includes('code')) {
    return tokenError('unauthorized_client', `"${client.clientId}" is not allowed to refresh`)
  }
  const refreshToken = form.get('refresh_token')
  if (refreshToken === undefined) {
    return tokenError('invalid_request', 'The parameter "refresh_token" is missing')
  }

  const rotation = client.refreshTokenRotation
  const found = pool.families.find(refreshToken, (rotation?.graceSeconds ?? 0) * 1000)
  if (found.kind === 'dead') {
    return tokenError('invalid_grant', 'The refresh token is unknown, expired or revoked')
  }
  const { family, originJti } = found
  if (family.clientId !== client.clientId) {
    return tokenError('invalid_grant', 'The refresh token was issued to another app client')
  }
  if (found.kind === 'reused') {
    pool.families.revoke(originJti)
    return tokenError('invalid_grant', 'The refresh token was replaced before; its sign-in is revoked')
  }
  const person = pool.people.bySub(family.sub)
  if (person === undefined) return tokenError('invalid_grant', 'The person is no longer in the pool')

  const unreadable = findUnreadable(client, family.scopes)
  if (unreadable !== undefined) {
    return tokenError(
      'invalid_grant',
      `"${client.clientId}" may not read "${unreadable}": add it to "readAttributes"`,
    )
  }

  // Replaced before the first await: of several attempts at once, only one gets here.
  if (rotation !== undefined) pool.families.replace(refreshToken)
  const next = rotation === undefined ? {} : { refresh_token: pool.families.issueRefreshToken(originJti) }
  const { scopes, authTime, resource } = family
  const tokens = await issueUserTokens(pool, client, {
    person,
    scopes,
    authTime,
    originJti,
    resource,
    isRefresh: true,
  })
  return { ...tokens, ...next }
}
