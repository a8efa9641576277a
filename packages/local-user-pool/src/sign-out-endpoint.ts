import type { RequestHandler } from 'express'
import { sendError } from './authorize/authorize-endpoint.ts'
import { type CallbackError, type DomainError, readAuthorizeRequest } from './authorize/authorize-request.ts'
import { endSignInSession } from './authorize/sign-in-cookie.ts'
import { readQuery } from './http/parameters.ts'
import { findClient, type Pool } from './pool.ts'

/**
 * `GET /logout`. It ends the session in this browser and revokes no token. With a registered `logout_uri` it ignores
 * every other parameter, `state` and those of OpenID Connect included; with `response_type` and `redirect_uri` it
 * goes on to `/login`. An unregistered `logout_uri` counts as absent.
 * Source: Cognito Developer Guide, "The managed login sign-out endpoint: /logout".
 */
export function signOutEndpoint(pool: Pool): RequestHandler {
  return (request, response) => {
    const refuse = (error: CallbackError | DomainError) => sendError(pool, response, error, 'Sign-out')
    const query = readQuery(request)
    const twice = ['client_id', 'logout_uri'].find((name) => query.repeated.includes(name))
    if (twice !== undefined) {
      const reason = `The parameter "${twice}" came more than once`
      return refuse({ kind: 'domain-error', error: 'invalid_request', clientId: undefined, reason })
    }
    const clientId = query.get('client_id')
    const client = clientId === undefined ? undefined : findClient(pool, clientId)
    if (client === undefined) {
      return refuse({
        kind: 'domain-error',
        error: clientId === undefined ? 'Required parameters missing' : 'invalid_request',
        clientId,
        reason:
          clientId === undefined ? '/logout needs "client_id"' : `The pool has no app client "${clientId}"`,
      })
    }

    const signOutUrl = query.get('logout_uri')
    if (signOutUrl !== undefined && client.signOutUrls.includes(signOutUrl)) {
      endSignInSession(pool, request, response)
      return response.redirect(signOutUrl)
    }

    if (query.get('redirect_uri') === undefined) {
      const registered = client.signOutUrls.map((url) => `"${url}"`).join(', ') || 'none'
      return refuse({
        kind: 'domain-error',
        error: 'Required parameters missing',
        clientId,
        reason:
          signOutUrl === undefined
            ? '/logout needs "logout_uri", or "redirect_uri" with "response_type"'
            : `"${signOutUrl}" is not a sign-out URL of "${client.clientId}", character for character; registered: ${registered}`,
      })
    }
    const outcome = readAuthorizeRequest(pool.config, query)
    if (outcome.kind !== 'valid') return refuse(outcome)

    endSignInSession(pool, request, response)
    response.redirect(`/login?${query.search}`)
  }
}
