import type { RequestHandler } from 'express'
import { type Parameters, readForm } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import type { TokenResponse } from '../tokens/issue.ts'
import { PreTokenError } from '../tokens/pre-token.ts'
import { authorizationCodeGrant } from './authorization-code-grant.ts'
import { authenticateClient } from './client-authentication.ts'
import { clientCredentialsGrant } from './client-credentials-grant.ts'
import { refreshTokenGrant } from './refresh-token-grant.ts'
import { type TokenError, tokenError } from './token-error.ts'

const grants = {
  authorization_code: authorizationCodeGrant,
  refresh_token: refreshTokenGrant,
  client_credentials: clientCredentialsGrant,
}

/** `POST /oauth2/token`. Source: Cognito Developer Guide, "The token issuer endpoint". */
export function tokenEndpoint(pool: Pool): RequestHandler {
  return async (request, response) => {
    const answer = await grantTokens(pool, readForm(request), request.get('authorization'))
    if (!('kind' in answer)) {
      response.json(pool.faults.changed('tokenResponse', answer))
      return
    }

    pool.log(`Token request refused (${answer.error}): ${answer.reason}`)
    response.status(400).json({ error: answer.error, error_description: answer.description })
  }
}

async function grantTokens(
  pool: Pool,
  form: Parameters | undefined,
  authorization: string | undefined,
): Promise<TokenResponse | TokenError> {
  if (form === undefined) {
    return tokenError('invalid_request', 'The body must be application/x-www-form-urlencoded')
  }
  const [repeated] = form.repeated
  if (repeated !== undefined) {
    return tokenError('invalid_request', `The parameter "${repeated}" came more than once`)
  }
  const grantType = form.get('grant_type')
  if (grantType === undefined) return tokenError('invalid_request', 'The parameter "grant_type" is missing')
  if (!isGrantType(grantType)) {
    return tokenError('unsupported_grant_type', `The pool has no grant type "${grantType}"`)
  }

  const authentication = authenticateClient(pool, form, authorization)
  if (authentication.kind === 'error') return authentication
  try {
    return await grants[grantType](pool, authentication.client, form)
  } catch (error) {
    if (!(error instanceof PreTokenError)) throw error
    return tokenError('invalid_request', error.message, error.message)
  }
}

function isGrantType(value: string): value is keyof typeof grants {
  return Object.hasOwn(grants, value)
}
