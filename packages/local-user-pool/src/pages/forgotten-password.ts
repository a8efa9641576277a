import { passwordFaults } from '../config/password-policy.ts'
import { codeField, form, nameField, newPasswordField } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { forgetName, rememberedName, rememberName } from './page-data.ts'
import type { Show, Submit, Visit } from './visit.ts'

/** `GET /forgotPassword`. */
export const showForgottenPassword: Show = (visit) => ({ kind: 'page', page: forgottenPasswordPage(visit) })

/** `POST /forgotPassword`: goes on the same way whether or not there is such an account. */
export const sendResetCode: Submit = (visit, fields) => {
  const { pool } = visit
  const name = fields.get('username') ?? ''
  const person = pool.people.bySignInName(name)
  if (person?.isConfirmed === true) {
    const code = pool.verificationCodes.issue('reset', person.sub)
    pool.mailbox.send({
      to: person.attributes.email ?? name,
      subject: 'Your password reset code',
      text: `Your password reset code is ${code}`,
    })
  }
  rememberName(visit, name)
  return { kind: 'redirect', location: visit.to('/confirmforgotPassword') }
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
  const missing = passwordFaults(password)
  if (missing.length > 0) {
    const fault = `The password needs ${missing.join(', ')}.`
    return { kind: 'page', status: 400, page: resetPage(visit, fault) }
  }

  const person = pool.people.bySignInName(rememberedName(visit) ?? '')
  const code = fields.get('code')?.trim() ?? ''
  if (person === undefined || !pool.verificationCodes.accept('reset', person.sub, code)) {
    const fault = 'Invalid verification code provided, please try again.'
    return { kind: 'page', status: 400, page: resetPage(visit, fault) }
  }
  pool.passwords.set(person.sub, await pool.passwords.prepare(password))
  forgetName(visit)
  return { kind: 'redirect', location: visit.to('/login') }
}

function forgottenPasswordPage(visit: Visit): Page {
  return {
    title: 'Forgot your password?',
    body: html`<h1>Forgot your password?</h1>
<p class="lead">We send a code with which you can choose a new one.</p>
${form({
  action: visit.to('/forgotPassword'),
  formToken: visit.formToken(),
  fields: [nameField(visit.pool.config.signInWith)],
  button: 'Send the code',
})}<p class="other"><a href="${visit.to('/login')}">Back to the sign-in</a></p>`,
  }
}

function resetPage(visit: Visit, fault?: string): Page {
  return {
    title: 'Choose a new password',
    body: html`<h1>Choose a new password</h1>
<p class="lead">If there is such an account, we sent a code to its address.
It is in the <a href="/_local/mail" target="_blank">mailbox of this pool</a>.</p>
${form({
  action: visit.to('/confirmforgotPassword'),
  formToken: visit.formToken(),
  fault,
  fields: [codeField, newPasswordField('New password')],
  button: 'Change password',
})}<p class="other"><a href="${visit.to('/login')}">Back to the sign-in</a></p>`,
  }
}
