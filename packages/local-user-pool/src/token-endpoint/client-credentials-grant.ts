import type { AppClient } from '../config/schema.ts'
import type { Parameters } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import { issueMachineToken, type TokenResponse } from '../tokens/issue.ts'
import { type TokenError, tokenError } from './token-error.ts'

/**
 * RFC 6749 §4.4. Without `scope` the client gets all it may have. A scope it may not have is refused; AWS writes of
 * ignoring it, and an app that relies on that would get less than it thinks.
 */
export async function clientCredentialsGrant(
  pool: Pool,
  client: AppClient,
  form: Parameters,
): Promise<TokenResponse | TokenError> {
  if (!client.flows.includes('client_credentials')) {
    return tokenError('unauthorized_client', `"${client.clientId}" is not allowed client_credentials`)
  }
  if (form.get('resource') !== undefined) {
    return tokenError('invalid_request', 'Cognito binds no machine token to a "resource"')
  }
  const asked = [...new Set(form.get('scope')?.split(' ').filter(Boolean))]
  const foreign = asked.find((scope) => !client.scopes.includes(scope))
  if (foreign !== undefined) {
    return tokenError('invalid_scope', `The scope "${foreign}" is not enabled for "${client.clientId}"`)
  }
  return await issueMachineToken(pool, client, asked.length === 0 ? client.scopes : asked)
}
