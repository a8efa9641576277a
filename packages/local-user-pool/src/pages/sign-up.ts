import { passwordFaults } from '../config/password-policy.ts'
import type { Parameters } from '../http/parameters.ts'
import type { Pool } from '../pool.ts'
import type { Person } from '../state/people.ts'
import { form, nameField, newPasswordField } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { rememberName } from './page-data.ts'
import { sendSignUpCode } from './sign-up-code.ts'
import type { Show, Submit, Visit } from './visit.ts'

/** `GET /signup`. */
export const showSignUp: Show = (visit) => ({ kind: 'page', page: signUpPage(visit, '', '') })

/**
 * `POST /signup`. Whether the name is taken shows in the mail alone: an answer on the page would tell anybody who has
 * an account.
 */
export const signUp: Submit = async (visit, fields) => {
  const { pool } = visit
  const name = fields.get('username') ?? ''
  const email = readEmail(visit, fields)
  const password = fields.get('password') ?? ''
  const fault = findFault(name, email, password)
  if (fault !== undefined) return { kind: 'page', status: 400, page: signUpPage(visit, name, email, fault) }

  // Derived whether it is needed or not: the time must not tell, either.
  const stored = await pool.passwords.prepare(password)
  const taken = pool.people.bySignInName(name)
  if (taken === undefined) {
    const person = pool.people.signUp(name, email)
    pool.passwords.set(person.sub, stored)
    sendSignUpCode(pool, person)
  } else {
    sendReminder(pool, taken)
  }
  rememberName(visit, name)
  return { kind: 'redirect', location: visit.to('/confirm') }
}

function sendReminder(pool: Pool, person: Person): void {
  pool.mailbox.send({
    to: person.attributes.email ?? person.username,
    subject: 'You have an account',
    text: 'Somebody, perhaps you, tried to sign up with your name. You have an account: sign in instead.',
  })
}

function readEmail({ pool }: Visit, fields: Parameters): string {
  return fields.get(pool.config.signInWith === 'email' ? 'username' : 'email') ?? ''
}

function findFault(name: string, email: string, password: string): string | undefined {
  if (name.length === 0 || name.length > 128) return 'A username has 1 to 128 characters.'
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return 'This is not an email address.'
  const missing = passwordFaults(password)
  return missing.length === 0 ? undefined : `The password needs ${missing.join(', ')}.`
}

function signUpPage(visit: Visit, name: string, email: string, fault?: string): Page {
  const { config } = visit.pool
  const emailField = { name: 'email', label: 'Email', inputMode: 'email', autocomplete: 'email' } as const
  return {
    title: 'Create an account',
    body: html`<h1>Create an account</h1>
<p class="lead">We send a code to confirm your address.</p>
${form({
  action: visit.to('/signup'),
  formToken: visit.formToken(),
  fault,
  fields: [
    nameField(config.signInWith, name),
    ...(config.signInWith === 'username' ? [{ ...emailField, value: email }] : []),
    newPasswordField('Password'),
  ],
  button: 'Sign up',
})}<p class="other">Have an account? <a href="${visit.to('/login')}">Sign in</a></p>`,
  }
}
