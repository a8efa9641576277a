import { codeField, form } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { forgetName, rememberedName } from './page-data.ts'
import { sendSignUpCode } from './sign-up-code.ts'
import type { Show, Submit, Visit } from './visit.ts'

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
    const fault = 'Invalid verification code provided, please try again.'
    return { kind: 'page', status: 400, page: confirmationPage(visit, fault) }
  }
  pool.people.confirm(person.sub)
  forgetName(visit)
  pool.log(`${person.attributes.email ?? person.username} signed up`)
  return { kind: 'signed-in', sub: person.sub }
}

/** `POST /resendcode`. It looks the same whether or not there was anything to send. */
export const resendCode: Submit = (visit) => {
  const person = visit.pool.people.bySignInName(rememberedName(visit) ?? '')
  if (person !== undefined && !person.isConfirmed) sendSignUpCode(visit.pool, person)
  return { kind: 'redirect', location: visit.to('/confirm') }
}

function confirmationPage(visit: Visit, fault?: string): Page {
  const formToken = visit.formToken()
  return {
    title: 'Confirm your account',
    body: html`<h1>Confirm your account</h1>
<p class="lead">We sent a code to your address.
It is in the <a href="/_local/mail" target="_blank">mailbox of this pool</a>.</p>
${form({ action: visit.to('/confirm'), formToken, fault, fields: [codeField], button: 'Confirm' })}
<form class="other" method="post" action="${visit.to('/resendcode')}">
<input type="hidden" name="_csrf" value="${formToken}">
<button class="quiet" type="submit">Send a new code</button>
</form>`,
  }
}
