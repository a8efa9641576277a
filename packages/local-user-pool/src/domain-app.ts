import type { Express } from 'express'
import { authorizeEndpoint } from './authorize/authorize-endpoint.ts'
import { closeApp, formBody, onlyMethods, openApp } from './http/app.ts'
import { allowAnyOrigin } from './http/cross-origin.ts'
import { readQuery } from './http/parameters.ts'
import { errorPage } from './pages/error-page.ts'
import { createFormTokens } from './pages/form-token.ts'
import { sendPage, stylesheetRoute } from './pages/page.ts'
import { showSignIn, signIn } from './pages/sign-in-endpoint.ts'
import type { Pool } from './pool.ts'
import { revokeEndpoint } from './revoke-endpoint.ts'
import { signOutEndpoint } from './sign-out-endpoint.ts'
import { tokenEndpoint } from './token-endpoint/token-endpoint.ts'
import { userInfoEndpoint } from './user-info-endpoint.ts'

/** What the domain serves: where people sign in, and where apps get tokens. */
export function createDomainApp(pool: Pool): Express {
  const app = openApp()
  const formTokens = createFormTokens(pool.domain, pool.now)

  app
    .get('/oauth2/authorize', pool.faults.at('authorize'), authorizeEndpoint(pool))
    .all('/oauth2/authorize', onlyMethods('GET'))
  app.use('/login', pool.faults.at('signIn'))
  app.get('/login', showSignIn(pool, formTokens)).post('/login', formBody, signIn(pool, formTokens))
  app.get('/logout', pool.faults.at('signOut'), signOutEndpoint(pool)).all('/logout', onlyMethods('GET'))
  app.get('/error', (request, response) => {
    sendPage(response, 400, errorPage(readQuery(request).get('error') ?? 'unknown'))
  })
  app.get(stylesheetRoute.path, stylesheetRoute.handler)

  app.use('/oauth2/token', allowAnyOrigin(['POST']))
  app
    .post('/oauth2/token', formBody, pool.faults.at('token'), tokenEndpoint(pool))
    .all('/oauth2/token', onlyMethods('POST'))
  app.use('/oauth2/revoke', allowAnyOrigin(['POST']))
  app
    .post('/oauth2/revoke', formBody, pool.faults.at('revoke'), revokeEndpoint(pool))
    .all('/oauth2/revoke', onlyMethods('POST'))
  app.use('/oauth2/userInfo', allowAnyOrigin(['GET']))
  app
    .get('/oauth2/userInfo', pool.faults.at('userInfo'), userInfoEndpoint(pool))
    .all('/oauth2/userInfo', onlyMethods('GET'))

  return closeApp(app, pool)
}
