import type { AppClient } from '../config/schema.ts'
import type { Parameters } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import type { RefreshTokenLookup } from '../state/token-families.ts'
import { findUnreadable } from '../tokens/attributes.ts'
import { issueUserTokens, type TokenResponse } from '../tokens/issue.ts'
import { type TokenError, tokenError } from './token-error.ts'

/**
 * RFC 6749 §6. Without rotation the answer has no refresh token and the old one stays good; with rotation it has a new
 * one, which expires when the first would have. Scopes stay those of the sign-in, whatever `scope` says.
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

  const found = findSignIn(pool, client, refreshToken)
  if (found.kind === 'error') return found
  const { family, originJti } = found
  const person = pool.people.bySub(family.sub)
  if (person === undefined) return tokenError('invalid_grant', 'The person is no longer in the pool')

  const unreadable = findUnreadable(client, family.scopes)
  if (unreadable !== undefined) {
    return tokenError(
      'invalid_grant',
      `"${client.clientId}" may not read "${unreadable}": add it to "readAttributes"`,
    )
  }

  // The trigger may fail in here, and then the refresh token that came must still be good.
  const { scopes, authTime, resource } = family
  const tokens = await issueUserTokens(pool, client, {
    person,
    scopes,
    authTime,
    originJti,
    resource,
    isRefresh: true,
  })
  if (client.refreshTokenRotation === undefined) return tokens

  // Nothing waits from here on: of several attempts at once, only the first finds it unreplaced.
  const still = findSignIn(pool, client, refreshToken)
  if (still.kind === 'error') return still
  pool.families.replace(refreshToken)
  return { ...tokens, refresh_token: pool.families.issueRefreshToken(originJti) }
}

/**
 * The sign-in that a refresh token goes on with. A replaced one that comes after the grace period revokes the whole
 * sign-in (RFC 9700 §4.14.2; whether AWS does is unknown).
 */
function findSignIn(
  pool: Pool,
  client: AppClient,
  refreshToken: string,
): Extract<RefreshTokenLookup, { kind: 'live' }> | TokenError {
  const graceMs = (client.refreshTokenRotation?.graceSeconds ?? 0) * 1000
  const found = pool.families.find(refreshToken, graceMs)
  if (found.kind === 'dead') {
    return tokenError('invalid_grant', 'The refresh token is unknown, expired or revoked')
  }
  if (found.family.clientId !== client.clientId) {
    return tokenError('invalid_grant', 'The refresh token was issued to another app client')
  }
  if (found.kind === 'live') return found
  pool.families.revoke(found.originJti)
  return tokenError('invalid_grant', 'The refresh token was replaced before; its sign-in is revoked')
}
