import type { RequestHandler } from 'express'
import { sendError } from '../authorize/authorize-endpoint.ts'
import { readAuthorizeRequest } from '../authorize/authorize-request.ts'
import { codeRedirect } from '../authorize/redirects.ts'
import { startSignInSession } from '../authorize/sign-in-cookie.ts'
import { readForm, readQuery } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import { isPasswordOf } from '../state/passwords.ts'
import { staleFormPage } from './error-page.ts'
import type { FormTokens } from './form-token.ts'
import { sendPage } from './page.ts'
import { signInPage } from './sign-in-page.ts'

// One sentence for every cause: it must not tell whether somebody has an account.
const fault = 'Incorrect username or password.'

/** `GET /login`: takes the parameters of `/oauth2/authorize` and always shows the form. */
export function showSignIn(pool: Pool, formTokens: FormTokens): RequestHandler {
  return (request, response) => {
    const query = readQuery(request)
    const outcome = readAuthorizeRequest(pool.config, query)
    if (outcome.kind !== 'valid') return sendError(pool, response, outcome)

    const page = signInPage({
      request: outcome.request,
      action: `/login?${query.search}`,
      signInWith: pool.config.signInWith,
      formToken: formTokens.issue(response),
      name: outcome.request.loginHint ?? '',
    })
    sendPage(response, 200, page)
  }
}

/** `POST /login`: starts the session in this browser and goes back to the app with a code. */
export function signIn(pool: Pool, formTokens: FormTokens): RequestHandler {
  return async (request, response) => {
    const query = readQuery(request)
    const outcome = readAuthorizeRequest(pool.config, query)
    if (outcome.kind !== 'valid') return sendError(pool, response, outcome)

    const form = readForm(request)
    const action = `/login?${query.search}`
    if (form === undefined || !formTokens.accepts(request, form)) {
      return sendPage(response, 403, staleFormPage(action))
    }

    const name = form.get('username') ?? ''
    const person = pool.people.bySignInName(name)
    const isRight = await isPasswordOf(pool.people, person, form.get('password') ?? '')
    if (person === undefined || !isRight) {
      const { signInWith } = pool.config
      const formToken = formTokens.issue(response)
      const page = signInPage({ request: outcome.request, action, signInWith, formToken, name, fault })
      return sendPage(response, 400, page)
    }

    const session = startSignInSession(pool, request, response, person.sub)
    pool.log(`${name} signed in for "${outcome.request.client.clientId}"`)
    response.redirect(codeRedirect(pool, outcome.request, session))
  }
}
