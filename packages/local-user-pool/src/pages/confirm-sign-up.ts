import { codeField, type Fault, form } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { forgetName, rememberedName } from './page-data.ts'
import { sendSignUpCode } from './sign-up-code.ts'
import type { Show, Submit, Visit } from './visit.ts'

const words = {
  en: {
    title: 'Confirm your account',
    lead: 'We sent a code to your address. It is in the',
    mailbox: 'mailbox of this pool',
    button: 'Confirm',
    again: 'Send a new code',
    fault: 'Invalid verification code provided, please try again.',
  },
  de: {
    title: 'Konto bestätigen',
    lead: 'Wir haben einen Code an Ihre Adresse gesandt. Er liegt im',
    mailbox: 'Postfach dieses Pools',
    button: 'Bestätigen',
    again: 'Neuen Code senden',
    fault: 'Der Code ist nicht richtig, bitte noch einmal versuchen.',
  },
} as const

/** `GET /confirm`: only after a sign-up. */
export const showConfirmation: Show = (visit) => {
  if (rememberedName(visit) === undefined) return { kind: 'redirect', location: visit.to('/login') }
  return { kind: 'page', page: confirmationPage(visit) }
}

/** `POST /confirm`: the right code confirms the account and signs the person in. */
export const confirmSignUp: Submit = (visit, fields) => {
  const { pool } = visit
  const person = pool.people.bySignInName(rememberedName(visit) ?? '')
  const code = fields.get('code')?.trim() ?? ''
  if (person === undefined || !pool.verificationCodes.accept('sign-up', person.sub, code)) {
    return { kind: 'page', status: 400, page: confirmationPage(visit, { text: words[visit.language].fault }) }
  }
  pool.people.confirm(person.sub)
  forgetName(visit)
  pool.log(`${person.attributes.email ?? person.username} signed up`)
  return { kind: 'signed-in', sub: person.sub }
}

/** `POST /resendcode`. It looks the same whether or not there was anything to send. */
export const resendCode: Submit = (visit) => {
  const person = visit.pool.people.bySignInName(rememberedName(visit) ?? '')
  if (person !== undefined && !person.isConfirmed) sendSignUpCode(visit, person)
  return { kind: 'redirect', location: visit.to('/confirm') }
}

function confirmationPage(visit: Visit, fault?: Fault): Page {
  const formToken = visit.formToken()
  const { title, lead, mailbox, button, again } = words[visit.language]
  return {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${lead} <a href="/_local/mail" target="_blank">${mailbox}</a>.</p>
${form({ action: visit.to('/confirm'), formToken, fault, fields: [codeField], button })}
<form class="other" method="post" action="${visit.to('/resendcode')}">
<input type="hidden" name="_csrf" value="${formToken}">
<button class="quiet" type="submit">${again}</button>
</form>`,
  }
}
