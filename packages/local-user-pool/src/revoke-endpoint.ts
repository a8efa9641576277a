import type { RequestHandler } from 'express'
import { type Parameters, readForm } from './http/parameters.ts'
import type { Pool } from './pool.ts'
import { authenticateClient } from './token-endpoint/client-authentication.ts'

type Refusal = { status: 400 | 401; error: string; reason: string }

/**
 * `POST /oauth2/revoke`: ends a sign-in by its refresh token, and with it every token of the same `origin_jti` at the
 * pool; an API that only verifies signatures does not notice. An unknown token is no error (RFC 7009 §2.2).
 * Source: Cognito Developer Guide, "The token revocation endpoint": `invalid_client` is 401 here.
 */
export function revokeEndpoint(pool: Pool): RequestHandler {
  return (request, response) => {
    const refusal = revoke(pool, readForm(request), request.get('authorization'))
    // No content type: oidc-client-ts refuses an empty body that claims to be HTML.
    if (refusal === undefined) {
      response.status(200).end()
      return
    }

    pool.log(`Revocation refused (${refusal.error}): ${refusal.reason}`)
    response.status(refusal.status).json({ error: refusal.error })
  }
}

function revoke(
  pool: Pool,
  form: Parameters | undefined,
  authorization: string | undefined,
): Refusal | undefined {
  const [repeated] = form?.repeated ?? []
  if (form === undefined || repeated !== undefined) {
    const reason = repeated === undefined ? 'The body must be a form' : `"${repeated}" came more than once`
    return { status: 400, error: 'invalid_request', reason }
  }
  const token = form.get('token')
  if (token === undefined) {
    return { status: 400, error: 'invalid_request', reason: 'The parameter "token" is missing' }
  }

  const authentication = authenticateClient(pool, form, authorization)
  if (authentication.kind === 'error') {
    const { error, reason } = authentication
    return { status: error === 'invalid_client' ? 401 : 400, error, reason }
  }
  const { client } = authentication
  if (!client.tokenRevocation) {
    return { status: 400, error: 'invalid_request', reason: `Revocation is off for "${client.clientId}"` }
  }
  // A signed token has three parts, a refresh token five.
  if (token.split('.').length === 3) {
    return { status: 400, error: 'unsupported_token_type', reason: 'Only refresh tokens can be revoked' }
  }

  const found = pool.families.find(token, Number.POSITIVE_INFINITY)
  if (found.kind !== 'dead' && found.family.clientId === client.clientId)
    pool.families.revoke(found.originJti)
  return undefined
}
