import { createHash } from 'node:crypto'
import type { AppClient } from '../config/schema.ts'
import type { Parameters } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import type { CodeGrant } from '../state/authorization-codes.ts'
import { isSameSecret } from '../state/secrets.ts'
import { findUnreadable } from '../tokens/attributes.ts'
import { issueUserTokens, type TokenResponse } from '../tokens/issue.ts'
import { type TokenError, tokenError } from './token-error.ts'

/**
 * RFC 6749 §4.1.3 with PKCE (RFC 7636 §4.6). A code is good for one attempt, successful or not. Using it again in an
 * otherwise valid way means that somebody else has it: the tokens of the first redemption are revoked (§4.1.2).
 */
export async function authorizationCodeGrant(
  pool: Pool,
  client: AppClient,
  form: Parameters,
): Promise<TokenResponse | TokenError> {
  if (!client.flows.includes('code')) {
    return tokenError(
      'unauthorized_client',
      `"${client.clientId}" is not allowed the authorization code flow`,
    )
  }
  const code = form.get('code')
  const redirectUri = form.get('redirect_uri')
  if (code === undefined) return tokenError('invalid_request', 'The parameter "code" is missing')
  if (redirectUri === undefined)
    return tokenError('invalid_request', 'The parameter "redirect_uri" is missing')

  const redemption = pool.codes.redeem(code)
  if (redemption.kind === 'unknown') return tokenError('invalid_grant', 'The code is unknown or expired')

  const fault = findFault(redemption.grant, client, redirectUri, form.get('code_verifier'))
  if (fault !== undefined) return fault
  if (redemption.kind === 'replay') {
    if (redemption.originJti !== undefined) pool.families.revoke(redemption.originJti)
    return tokenError('invalid_grant', 'The code was used before; the tokens it gave are revoked')
  }

  const { grant } = redemption
  const unreadable = findUnreadable(client, grant.scopes)
  if (unreadable !== undefined) {
    return tokenError(
      'invalid_grant',
      `"${client.clientId}" may not read "${unreadable}": add it to "readAttributes"`,
    )
  }
  const person = pool.people.bySub(grant.sub)
  if (person === undefined) return tokenError('invalid_grant', 'The person is no longer in the pool')

  const originJti = pool.families.start({
    sub: grant.sub,
    clientId: client.clientId,
    scopes: [...grant.scopes],
    authTime: grant.authTime,
    resource: grant.resource,
    expiresAt: pool.now() + client.refreshTokenSeconds * 1000,
  })
  pool.codes.redeemed(code, originJti)
  const { nonce, resource, scopes, authTime } = grant
  const tokens = await issueUserTokens(pool, client, { person, scopes, authTime, originJti, nonce, resource })
  return { ...tokens, refresh_token: pool.families.issueRefreshToken(originJti) }
}

function findFault(
  grant: CodeGrant,
  client: AppClient,
  redirectUri: string,
  verifier: string | undefined,
): TokenError | undefined {
  if (grant.clientId !== client.clientId) {
    return tokenError('invalid_grant', 'The code was issued to another app client')
  }
  if (grant.redirectUri !== redirectUri) {
    return tokenError(
      'unauthorized_client',
      '"redirect_uri" differs from the one of the authorize request',
      'invalid_redirect',
    )
  }
  if (grant.codeChallenge === undefined) {
    return verifier === undefined
      ? undefined
      : tokenError('invalid_grant', 'A "code_verifier" came, but the authorize request had no challenge')
  }
  if (verifier === undefined) return tokenError('invalid_grant', 'The parameter "code_verifier" is missing')
  // Of any length, although RFC 7636 §4.1 wants 43 characters: what AWS proposes has 36, a UUID.
  // Source: Cognito Developer Guide, "Using PKCE in authorization code grants".
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  if (!isSameSecret(challenge, grant.codeChallenge)) {
    return tokenError('invalid_grant', 'The "code_verifier" does not fit the code challenge')
  }
  return undefined
}
