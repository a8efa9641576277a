import type { Request, RequestHandler, Response } from 'express'
import { sendError } from '../authorize/authorize-endpoint.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from '../authorize/authorize-request.ts'
import { codeRedirect } from '../authorize/redirects.ts'
import { startSignInSession } from '../authorize/sign-in-cookie.ts'
import { type Parameters, readForm, readQuery } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import type { SignInSession } from '../state/sign-in-sessions.ts'
import { staleFormPage } from './error-page.ts'
import { type Language, readLanguage, rememberLanguage } from './language.ts'
import { type Page, sendPage } from './page.ts'

/** Somebody on a page of the pool, on the way to an app. */
export interface Visit {
  readonly pool: Pool
  readonly request: Request
  readonly response: Response
  /** What the app asked for; every page carries it along in its query. */
  readonly authorize: AuthorizeRequest
  readonly language: Language
  /** The query that does so, without its question mark. */
  readonly query: string
  /** The address of another page with the same query, but for some parameters. */
  to(path: string, changed?: Readonly<Record<string, string>>): string
  /** For the hidden field `_csrf`. */
  formToken(): string
}

/** How a visit goes on. */
export type Turn =
  | { readonly kind: 'page'; readonly page: Page; readonly status?: number }
  | { readonly kind: 'redirect'; readonly location: string }
  /** Goes back to the app on the session that there is. */
  | { readonly kind: 'continue'; readonly session: SignInSession }
  /** Signs the person in and goes back to the app. */
  | { readonly kind: 'signed-in'; readonly sub: string }

export type Show = (visit: Visit) => Turn
export type Submit = (visit: Visit, form: Parameters) => Turn | Promise<Turn>

/** Shows a page; it takes the parameters of `/oauth2/authorize`. */
export function showing(pool: Pool, show: Show): RequestHandler {
  return (request, response) => {
    const visit = startVisit(pool, request, response)
    if (visit !== undefined) take(visit, show(visit))
  }
}

/** Takes the form of a page, if it came from there, in this browser and in time. */
export function submitting(pool: Pool, submit: Submit): RequestHandler {
  return async (request, response) => {
    const visit = startVisit(pool, request, response)
    if (visit === undefined) return
    const form = readForm(request)
    if (form === undefined || form.repeated.length > 0 || !pool.formTokens.accepts(request, form)) {
      return sendPage(response, 403, staleFormPage(visit.language, visit.to('/login')))
    }
    take(visit, await submit(visit, form))
  }
}

function startVisit(pool: Pool, request: Request, response: Response): Visit | undefined {
  const query = readQuery(request)
  const outcome = readAuthorizeRequest(pool.config, query)
  if (outcome.kind !== 'valid') {
    sendError(pool, response, outcome)
    return undefined
  }
  rememberLanguage(request, response)
  return {
    pool,
    request,
    response,
    authorize: outcome.request,
    language: readLanguage(request),
    query: query.search.toString(),
    to(path, changed = {}) {
      const parameters = new URLSearchParams(query.search)
      for (const [name, value] of Object.entries(changed)) parameters.set(name, value)
      return `${path}?${parameters}`
    },
    formToken: () => pool.formTokens.issue(request, response),
  }
}

function take(visit: Visit, turn: Turn): void {
  const { pool, request, response, authorize, language } = visit
  switch (turn.kind) {
    case 'page':
      sendPage(response, turn.status ?? 200, { ...turn.page, language, leadsTo: authorize.redirectUri })
      break
    case 'redirect':
      response.redirect(turn.location)
      break
    case 'continue':
      response.redirect(codeRedirect(pool, authorize, turn.session))
      break
    case 'signed-in':
      response.redirect(codeRedirect(pool, authorize, startSignInSession(pool, request, response, turn.sub)))
      break
  }
}
