import type { RequestHandler } from 'express'
import { readParameters, readQuery } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import { sendError } from './authorize-endpoint.ts'
import { readAuthorizeRequest } from './authorize-request.ts'
import { codeRedirect } from './redirects.ts'
import { startSignInSession } from './sign-in-cookie.ts'

/**
 * `GET /oauth2/idpresponse`: an identity provider sends somebody back, and the pool on to the app.
 * Source: Cognito Developer Guide, "Identity provider and relying party endpoints".
 */
export function providerResponse(pool: Pool): RequestHandler {
  return (request, response) => {
    const query = readQuery(request)
    const asked = readParameters(Buffer.from(query.get('state') ?? '', 'base64url').toString('utf8'))
    const outcome = readAuthorizeRequest(pool.config, asked)
    if (outcome.kind !== 'valid') return sendError(pool, response, outcome)

    const identity = pool.providerCodes.redeem(query.get('code') ?? '')
    if (identity === undefined) {
      const reason = 'The code of the identity provider is unknown, too old or was used before'
      const { client } = outcome.request
      return sendError(pool, response, {
        kind: 'domain-error',
        error: 'invalid_request',
        clientId: client.clientId,
        reason,
      })
    }
    const person = pool.people.federate(identity)
    pool.log(`${identity.email} signed in with ${identity.provider} for "${outcome.request.client.clientId}"`)
    const session = startSignInSession(pool, request, response, person.sub)
    response.redirect(codeRedirect(pool, outcome.request, session))
  }
}
