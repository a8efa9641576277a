import type { Express } from 'express'
import { authorizeEndpoint } from './authorize/authorize-endpoint.ts'
import { providerResponse } from './authorize/provider-response.ts'
import { closeApp, formBody, onlyMethods, openApp } from './http/app.ts'
import { allowAnyOrigin } from './http/cross-origin.ts'
import { readQuery } from './http/parameters.ts'
import { confirmLink } from './pages/confirm-link.ts'
import { confirmSignUp, resendCode, showConfirmation } from './pages/confirm-sign-up.ts'
import { errorPage } from './pages/error-page.ts'
import { resetPassword, sendResetCode, showForgottenPassword, showReset } from './pages/forgotten-password.ts'
import { readLanguage } from './pages/language.ts'
import { mailboxPage } from './pages/mailbox-page.ts'
import { sendPage, stylesheetRoute } from './pages/page.ts'
import { proveIdentity, showProvider } from './pages/provider.ts'
import { showSignIn, signIn } from './pages/sign-in.ts'
import { showSignUp, signUp } from './pages/sign-up.ts'
import { type Show, type Submit, showing, submitting } from './pages/visit.ts'
import type { Pool } from './pool.ts'
import { revokeEndpoint } from './revoke-endpoint.ts'
import { signOutEndpoint } from './sign-out-endpoint.ts'
import { tokenEndpoint } from './token-endpoint/token-endpoint.ts'
import { userInfoEndpoint } from './user-info-endpoint.ts'

/** Source: Cognito Developer Guide, "User-interactive managed login and classic hosted UI endpoints". */
const pages: Readonly<Record<string, { show?: Show; submit: Submit }>> = {
  '/login': { show: showSignIn, submit: signIn },
  '/signup': { show: showSignUp, submit: signUp },
  '/confirm': { show: showConfirmation, submit: confirmSignUp },
  '/resendcode': { submit: resendCode },
  '/forgotPassword': { show: showForgottenPassword, submit: sendResetCode },
  '/confirmforgotPassword': { show: showReset, submit: resetPassword },
  '/_local/provider': { show: showProvider, submit: proveIdentity },
}

/** What the domain serves: where people sign in, and where apps get tokens. */
export function createDomainApp(pool: Pool): Express {
  const app = openApp()
  app
    .get('/oauth2/authorize', pool.faults.at('authorize'), authorizeEndpoint(pool))
    .all('/oauth2/authorize', onlyMethods('GET'))
  app.use('/login', pool.faults.at('signIn'))
  for (const [path, { show, submit }] of Object.entries(pages)) {
    if (show !== undefined) app.get(path, showing(pool, show))
    app.post(path, formBody, submitting(pool, submit))
    app.all(path, onlyMethods(...(show === undefined ? ['POST'] : ['GET', 'POST'])))
  }
  app.get('/oauth2/idpresponse', providerResponse(pool)).all('/oauth2/idpresponse', onlyMethods('GET'))
  app.get('/confirmUser', confirmLink(pool)).all('/confirmUser', onlyMethods('GET'))
  app.get('/logout', pool.faults.at('signOut'), signOutEndpoint(pool)).all('/logout', onlyMethods('GET'))
  app.get('/error', (request, response) => {
    sendPage(response, 400, errorPage(readLanguage(request), readQuery(request).get('error') ?? 'unknown'))
  })
  app.get('/_local/mail', (_request, response) => sendPage(response, 200, mailboxPage(pool.mailbox.mails())))
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
