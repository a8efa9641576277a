import { userPoolEndpoints } from '@lifeguard/cognito'
import express, { type Express, type RequestHandler } from 'express'
import { closeApp, openApp } from './http/app.ts'
import { allowAnyOrigin } from './http/cross-origin.ts'
import type { Pool } from './pool.ts'

/** What the issuer serves: discovery and the key set, under the pool id, as AWS does on `cognito-idp.…`. */
export function createIssuerApp(pool: Pool): Express {
  const app = openApp()
  const base = `/${pool.config.poolId}/.well-known`
  const publicDocument = express.Router()
  publicDocument.use(allowAnyOrigin(['GET']))
  publicDocument.get('/openid-configuration', pool.faults.at('discovery'), discoveryDocument(pool))
  publicDocument.get('/jwks.json', pool.faults.at('keySet'), (_request, response) => {
    response.json(pool.faults.changed('keySet', pool.keys.keySet()))
  })
  app.use(base, publicDocument)
  if (!pool.config.hasDomain) app.use(`/${pool.config.poolId}`, refuseOperation)
  return closeApp(app, pool)
}

/**
 * The members that Cognito serves, in its order. There is no `code_challenge_methods_supported`, although S256 works:
 * strict clients must be told so in their settings, here as there.
 */
function discoveryDocument(pool: Pool): RequestHandler {
  const endpoints = userPoolEndpoints(pool)
  const document = {
    authorization_endpoint: endpoints.authorize,
    end_session_endpoint: endpoints.signOut,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: pool.issuer,
    jwks_uri: endpoints.keySet,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: endpoints.revoke,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: endpoints.token,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: endpoints.userInfo,
  }
  return (_request, response) => {
    response.json(pool.faults.changed('discovery', document))
  }
}

/** What AWS answers where discovery points as long as the pool has no domain. */
const refuseOperation: RequestHandler = (_request, response) => {
  response
    .status(400)
    .json({ code: 'BadRequest', message: 'The server did not understand the operation that was requested.' })
}
