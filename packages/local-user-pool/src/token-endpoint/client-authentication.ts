import type { AppClient } from '../config/schema.ts'
import type { Parameters } from '../http/parameters.ts'
import { findClient, type Pool } from '../pool.ts'
import { isSameSecret } from '../state/secrets.ts'
import { type TokenError, tokenError } from './token-error.ts'

type Credentials = { readonly clientId: string; readonly secret: string | undefined }

/**
 * Which app client is calling: a public one by `client_id` alone, a confidential one by Basic or by `client_secret` in
 * the body, not both (RFC 6749 §2.3). A public client that sends a secret is refused: what AWS does is unknown.
 */
export function authenticateClient(
  pool: Pool,
  form: Parameters,
  authorization: string | undefined,
): { kind: 'client'; client: AppClient } | TokenError {
  const credentials = readCredentials(form, authorization)
  if ('kind' in credentials) return credentials

  const client = findClient(pool, credentials.clientId)
  if (client === undefined) {
    return tokenError('invalid_client', `The pool has no app client "${credentials.clientId}"`)
  }
  if (client.clientSecret === undefined) {
    if (credentials.secret === undefined) return { kind: 'client', client }
    return tokenError('invalid_client', `"${client.clientId}" is a public client and has no secret to send`)
  }
  if (credentials.secret === undefined) {
    return tokenError('invalid_client', `"${client.clientId}" has a secret, and the request does not send it`)
  }
  if (!isSameSecret(credentials.secret, client.clientSecret)) {
    return tokenError('invalid_client', `The secret is not that of "${client.clientId}"`)
  }
  return { kind: 'client', client }
}

function readCredentials(form: Parameters, authorization: string | undefined): Credentials | TokenError {
  const clientId = form.get('client_id')
  const secret = form.get('client_secret')
  if (authorization === undefined) {
    if (clientId === undefined) return tokenError('invalid_request', 'The parameter "client_id" is missing')
    return { clientId, secret }
  }

  const basic = readBasic(authorization)
  if (basic === undefined) {
    return tokenError('invalid_client', 'The Authorization header holds no usable Basic credentials')
  }
  if (secret !== undefined) {
    return tokenError('invalid_request', 'The secret came twice, in the header and in the body')
  }
  if (clientId !== undefined && clientId !== basic.clientId) {
    return tokenError('invalid_request', 'The header and the body name different clients')
  }
  return basic
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined with a colon. */
function readBasic(authorization: string): Credentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon === -1) return undefined
  return { clientId: formDecode(text.slice(0, colon)), secret: formDecode(text.slice(colon + 1)) }
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
