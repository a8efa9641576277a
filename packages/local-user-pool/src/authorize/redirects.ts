import type { Pool } from '../pool.ts'
import type { SignInSession } from '../state/sign-in-sessions.ts'
import type { AuthorizeRequest, CallbackError, DomainError } from './authorize-request.ts'

/** Back to the app with an authorization code: always in the query, never in the fragment. */
export function codeRedirect(pool: Pool, request: AuthorizeRequest, session: SignInSession): string {
  const { client, redirectUri, scopes, codeChallenge, nonce, resource, state } = request
  const code = pool.codes.issue({
    clientId: client.clientId,
    redirectUri,
    scopes,
    sub: session.sub,
    authTime: session.authTime,
    ...(codeChallenge !== undefined && { codeChallenge }),
    ...(nonce !== undefined && { nonce }),
    ...(resource !== undefined && { resource }),
  })
  return withQuery(redirectUri, { code, state })
}

/** The order of the parameters is Cognito's. */
export function callbackErrorRedirect({ redirectUri, error, description, state }: CallbackError): string {
  if (description === undefined) return withQuery(redirectUri, { error, state })
  return withQuery(redirectUri, { error_description: description, state, error })
}

/** To the error page of the domain, which knows nothing but the error's name and the client. */
export function domainErrorRedirect({ error, clientId }: Pick<DomainError, 'error' | 'clientId'>): string {
  return withQuery('/error', { error, client_id: clientId })
}

/** Adds to the URL as it was registered, without rewriting it. */
function withQuery(url: string, parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.append(name, value)
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}
