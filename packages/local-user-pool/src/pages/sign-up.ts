import { isPoolName } from '../config/pool-name.ts'
import type { Pool } from '../pool.ts'
import type { Person } from '../state/people.ts'
import { emailFault, emailField } from './email.ts'
import { type Fault, form, nameField, newPasswordField } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { rememberName } from './page-data.ts'
import { passwordFault } from './password-policy.ts'
import { sendSignUpCode } from './sign-up-code.ts'
import type { Show, Submit, Visit } from './visit.ts'

const words = {
  en: {
    title: 'Create an account',
    lead: 'We send a code to confirm your address.',
    password: 'Password',
    button: 'Sign up',
    haveOne: 'Have an account?',
    signIn: 'Sign in',
    nameFault: 'A username has 1 to 128 characters and no space.',
  },
  de: {
    title: 'Konto anlegen',
    lead: 'Wir senden einen Code, der Ihre Adresse bestätigt.',
    password: 'Passwort',
    button: 'Registrieren',
    haveOne: 'Schon ein Konto?',
    signIn: 'Anmelden',
    nameFault: 'Ein Benutzername hat 1 bis 128 Zeichen und kein Leerzeichen.',
  },
} as const

/** `GET /signup`. */
export const showSignUp: Show = (visit) => ({ kind: 'page', page: signUpPage(visit, '', '') })

/**
 * `POST /signup`. Whether the name is taken shows in the mail alone: an answer on the page would tell anybody who has
 * an account.
 */
export const signUp: Submit = async (visit, fields) => {
  const { pool } = visit
  const name = fields.get('username') ?? ''
  const email = fields.get(emailFieldOf(pool)) ?? ''
  const password = fields.get('password') ?? ''
  const fault = findFault(visit, name, email, password)
  if (fault !== undefined) return { kind: 'page', status: 400, page: signUpPage(visit, name, email, fault) }

  // Derived whether it is needed or not: the time must not tell, either.
  const stored = await pool.passwords.prepare(password)
  const taken = pool.people.bySignInName(name)
  if (taken === undefined) {
    const person = pool.people.signUp(name, email)
    pool.passwords.set(person.sub, stored)
    sendSignUpCode(visit, person)
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

function emailFieldOf({ config }: Pool): string {
  return config.signInWith === 'email' ? 'username' : 'email'
}

function findFault(
  { language, pool }: Visit,
  name: string,
  email: string,
  password: string,
): Fault | undefined {
  const wrongEmail = emailFault(language, email)
  if (wrongEmail !== undefined) return { text: wrongEmail, field: emailFieldOf(pool) }
  if (!isPoolName(name)) return { text: words[language].nameFault, field: 'username' }
  const wrongPassword = passwordFault(language, password)
  return wrongPassword === undefined ? undefined : { text: wrongPassword, field: 'password' }
}

function signUpPage(visit: Visit, name: string, email: string, fault?: Fault): Page {
  const { config } = visit.pool
  const { title, lead, password, button, haveOne, signIn } = words[visit.language]
  return {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${lead}</p>
${form({
  action: visit.to('/signup'),
  formToken: visit.formToken(),
  fault,
  fields: [
    nameField(visit.language, config.signInWith, name),
    ...(config.signInWith === 'username' ? [emailField(visit.language, email)] : []),
    newPasswordField(visit.language, password),
  ],
  button,
})}<p class="other">${haveOne} <a href="${visit.to('/login')}">${signIn}</a></p>`,
  }
}
