import type { RequestHandler, Response } from 'express'
import { readQuery } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import { type CallbackError, type DomainError, readAuthorizeRequest } from './authorize-request.ts'
import { callbackErrorRedirect, codeRedirect, domainErrorRedirect } from './redirects.ts'
import { readSignInSession } from './sign-in-cookie.ts'

/**
 * `GET /oauth2/authorize`: straight back to the app with a code when the browser is signed in, else to `/login` with
 * the same parameters, or to the identity provider that the app names. It never shows a page itself.
 */
export function authorizeEndpoint(pool: Pool): RequestHandler {
  return (request, response) => {
    const query = readQuery(request)
    const outcome = readAuthorizeRequest(pool.config, query)
    if (outcome.kind !== 'valid') return sendError(pool, response, outcome)

    const { prompts, redirectUri, state, identityProvider } = outcome.request
    const session = readSignInSession(pool, request)
    if (identityProvider !== undefined && !prompts.includes('none')) {
      return response.redirect(`/_local/provider?${query.search}`)
    }
    if (session !== undefined && !prompts.includes('login')) {
      return response.redirect(codeRedirect(pool, outcome.request, session))
    }
    if (prompts.includes('none')) {
      const error = { kind: 'callback-error', redirectUri, state, error: 'login_required' } as const
      return sendError(pool, response, {
        ...error,
        reason: 'Nobody is signed in, and "prompt=none" forbids to ask',
      })
    }
    response.redirect(`/login?${query.search}`)
  }
}

/** Sends an unusable request where its errors belong, and tells the person at the terminal why. */
export function sendError(
  pool: Pool,
  response: Response,
  error: CallbackError | DomainError,
  what: 'Sign-in' | 'Sign-out' = 'Sign-in',
): void {
  pool.log(`${what} refused (${error.error}): ${error.reason}`)
  response.redirect(
    error.kind === 'callback-error' ? callbackErrorRedirect(pool, error) : domainErrorRedirect(error),
  )
}
