import type { Pool } from '../pool.ts'
import { codeField, type Fault, form, nameField, newPasswordField } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { forgetName, rememberedName, rememberName } from './page-data.ts'
import { passwordFault } from './password-policy.ts'
import type { Show, Submit, Visit } from './visit.ts'

const words = {
  en: {
    title: 'Forgot your password?',
    lead: 'We send a code with which you can choose a new one.',
    send: 'Send the code',
    back: 'Back to the sign-in',
    chooseTitle: 'Choose a new password',
    chooseLead: 'If there is such an account, we sent a code to its address. It is in the',
    mailbox: 'mailbox of this pool',
    newPassword: 'New password',
    change: 'Change password',
    fault: 'Invalid verification code provided, please try again.',
  },
  de: {
    title: 'Passwort vergessen?',
    lead: 'Wir senden einen Code, mit dem Sie ein neues wählen können.',
    send: 'Code senden',
    back: 'Zurück zur Anmeldung',
    chooseTitle: 'Neues Passwort wählen',
    chooseLead: 'Wenn es ein solches Konto gibt, haben wir einen Code an seine Adresse gesandt. Er liegt im',
    mailbox: 'Postfach dieses Pools',
    newPassword: 'Neues Passwort',
    change: 'Passwort ändern',
    fault: 'Der Code ist nicht richtig, bitte noch einmal versuchen.',
  },
} as const

/** `GET /forgotPassword`. */
export const showForgottenPassword: Show = (visit) => ({ kind: 'page', page: forgottenPasswordPage(visit) })

/** `POST /forgotPassword`: goes on the same way whether or not there is such an account. */
export const sendResetCode: Submit = (visit, fields) => {
  const { pool } = visit
  const name = fields.get('username') ?? ''
  const person = pool.people.bySignInName(name)
  // Who is unconfirmed, or comes from an identity provider, has no verified address either. Source: Cognito API reference,
  // `ForgotPassword`.
  const { email, email_verified } = person?.attributes ?? {}
  if (person !== undefined && email !== undefined && email_verified === 'true')
    sendCode(pool, person.sub, email)
  else if (person !== undefined) pool.log(`${name} gets no code for a new password: no address is verified`)
  rememberName(visit, name)
  return { kind: 'redirect', location: visit.to('/confirmforgotPassword') }
}

function sendCode(pool: Pool, sub: string, email: string): void {
  const code = pool.verificationCodes.issue('reset', sub)
  pool.mailbox.send({
    to: email,
    subject: 'Your password reset code',
    text: `Your password reset code is ${code}`,
  })
}

/** `GET /confirmforgotPassword`: only after a code was asked for. */
export const showReset: Show = (visit) => {
  if (rememberedName(visit) === undefined) return { kind: 'redirect', location: visit.to('/login') }
  return { kind: 'page', page: resetPage(visit) }
}

/** `POST /confirmforgotPassword`: sets the password, and back to the sign-in. */
export const resetPassword: Submit = async (visit, fields) => {
  const { pool } = visit
  const password = fields.get('password') ?? ''
  const weakness = passwordFault(visit.language, password)
  if (weakness !== undefined) {
    return { kind: 'page', status: 400, page: resetPage(visit, { text: weakness, field: 'password' }) }
  }

  const person = pool.people.bySignInName(rememberedName(visit) ?? '')
  const code = fields.get('code')?.trim() ?? ''
  if (person === undefined || !pool.verificationCodes.accept('reset', person.sub, code)) {
    const fault = { text: words[visit.language].fault, field: 'code' }
    return { kind: 'page', status: 400, page: resetPage(visit, fault) }
  }
  pool.passwords.set(person.sub, await pool.passwords.prepare(password))
  forgetName(visit)
  return { kind: 'redirect', location: visit.to('/login') }
}

function forgottenPasswordPage(visit: Visit): Page {
  const { title, lead, send, back } = words[visit.language]
  return {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${lead}</p>
${form({
  action: visit.to('/forgotPassword'),
  formToken: visit.formToken(),
  fields: [nameField(visit.language, visit.pool.config.signInWith)],
  button: send,
})}<p class="other"><a href="${visit.to('/login')}">${back}</a></p>`,
  }
}

function resetPage(visit: Visit, fault?: Fault): Page {
  const { chooseTitle, chooseLead, mailbox, newPassword, change, back } = words[visit.language]
  return {
    title: chooseTitle,
    body: html`<h1>${chooseTitle}</h1>
<p class="lead">${chooseLead} <a href="/_local/mail" target="_blank">${mailbox}</a>.</p>
${form({
  action: visit.to('/confirmforgotPassword'),
  formToken: visit.formToken(),
  fault,
  fields: [codeField, newPasswordField(visit.language, newPassword)],
  button: change,
})}<p class="other"><a href="${visit.to('/login')}">${back}</a></p>`,
  }
}
