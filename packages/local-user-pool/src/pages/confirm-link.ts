import type { RequestHandler } from 'express'
import { readQuery } from '../http/parameters.ts'
import { findClient, type Pool } from '../pool.ts'
import { html } from './html.ts'
import { readLanguage } from './language.ts'
import { sendPage } from './page.ts'

const words = {
  en: {
    done: 'Your account is confirmed',
    next: 'Go back to the app and sign in.',
    failed: 'The account could not be confirmed',
    reason: 'The link is not complete, too old, or was used before. Ask for a new code in the app.',
  },
  de: {
    done: 'Ihr Konto ist bestätigt',
    next: 'Gehen Sie zur App zurück und melden Sie sich an.',
    failed: 'Das Konto konnte nicht bestätigt werden',
    reason:
      'Der Link ist unvollständig, zu alt oder schon benutzt. Fordern Sie in der App einen neuen Code an.',
  },
} as const

/**
 * `GET /confirmUser`: the link in the mail of a sign-up. It confirms the account and signs nobody in: whoever opens it
 * may sit at another machine. Source: Cognito Developer Guide, "User-interactive managed login endpoints".
 */
export function confirmLink(pool: Pool): RequestHandler {
  return (request, response) => {
    const query = readQuery(request)
    const name = query.get('user_name') ?? ''
    const person = pool.people.bySignInName(name) ?? pool.people.bySub(name)
    const code = query.get('confirmation_code') ?? ''
    const isRight =
      findClient(pool, query.get('client_id') ?? '') !== undefined &&
      person !== undefined &&
      pool.verificationCodes.accept('sign-up', person.sub, code)

    const language = readLanguage(request)
    const { done, next, failed, reason } = words[language]
    if (!isRight) {
      const body = html`<h1>${failed}</h1>\n<p class="lead">${reason}</p>`
      return sendPage(response, 400, { title: failed, language, body })
    }
    pool.people.confirm(person.sub)
    pool.log(`${person.attributes.email ?? person.username} signed up`)
    sendPage(response, 200, {
      title: done,
      language,
      body: html`<h1>${done}</h1>\n<p class="lead">${next}</p>`,
    })
  }
}
