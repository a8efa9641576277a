import { z } from 'zod'
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
  const sent = form.get('aws_client_metadata')
  const metadata = sent === undefined ? undefined : readMetadata(sent)
  if (sent !== undefined && metadata === undefined) {
    return tokenError('invalid_request', '"aws_client_metadata" must be a JSON object of texts')
  }
  return await issueMachineToken(pool, client, asked.length === 0 ? client.scopes : asked, metadata)
}

/** For the pre token generation trigger. Source: Cognito Developer Guide, "The token issuer endpoint". */
function readMetadata(json: string): Readonly<Record<string, string>> | undefined {
  try {
    return z.record(z.string(), z.string()).safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
