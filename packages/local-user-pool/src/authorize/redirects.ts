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
  return withQuery(redirectUri, pool.faults.changedCallback(toQuery({ code, state })))
}

/** The order of the parameters is Cognito's. */
export function callbackErrorRedirect(pool: Pool, callbackError: CallbackError): string {
  const { redirectUri, error, description, state } = callbackError
  const query =
    description === undefined
      ? toQuery({ error, state })
      : toQuery({ error_description: description, state, error })
  return withQuery(redirectUri, pool.faults.changedCallback(query))
}

/** To the error page of the domain, which knows nothing but the error's name and the client. */
export function domainErrorRedirect({ error, clientId }: DomainError): string {
  return withQuery('/error', toQuery({ error, client_id: clientId }))
}

function toQuery(parameters: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.append(name, value)
  return query
}

/** Adds to the URL as it was registered, without rewriting it. */
function withQuery(url: string, query: URLSearchParams): string {
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}
