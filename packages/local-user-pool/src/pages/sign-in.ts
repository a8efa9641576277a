import { readSignInSession } from '../authorize/sign-in-cookie.ts'
import { type Fault, form, nameField } from './form.ts'
import { type Html, html } from './html.ts'
import type { Page } from './page.ts'
import { rememberName } from './page-data.ts'
import { sendSignUpCode } from './sign-up-code.ts'
import type { Show, Submit, Visit } from './visit.ts'

const words = {
  en: {
    title: 'Sign in',
    toContinue: 'to continue to',
    password: 'Password',
    button: 'Sign in',
    withProvider: 'Sign in with',
    forgotten: 'Forgot your password?',
    isNew: 'New here?',
    signUp: 'Create an account',
    // One sentence for every cause: it must not tell whether somebody has an account.
    fault: 'Incorrect username or password.',
    signedInTitle: 'Signed in',
    signedIn: 'You are signed in',
    as: 'as',
    goOn: 'Continue to',
    somebodyElse: 'Sign in as somebody else',
  },
  de: {
    title: 'Anmelden',
    toContinue: 'weiter zu',
    password: 'Passwort',
    button: 'Anmelden',
    withProvider: 'Anmelden mit',
    forgotten: 'Passwort vergessen?',
    isNew: 'Neu hier?',
    signUp: 'Konto anlegen',
    fault: 'Benutzername oder Passwort ist falsch.',
    signedInTitle: 'Angemeldet',
    signedIn: 'Sie sind angemeldet',
    as: 'als',
    goOn: 'Weiter zu',
    somebodyElse: 'Als jemand anderes anmelden',
  },
} as const

/** `GET /login`: the form, or for somebody who is signed in, the choice to go on as that person. */
export const showSignIn: Show = (visit) => {
  const { pool, request, authorize } = visit
  const session = readSignInSession(pool, request)
  const person = session && pool.people.bySub(session.sub)
  if (person !== undefined && !authorize.prompts.includes('login')) {
    return { kind: 'page', page: signedInPage(visit, person.attributes.email ?? person.username) }
  }
  return { kind: 'page', page: signInPage(visit, authorize.loginHint ?? '') }
}

/** `POST /login`. */
export const signIn: Submit = async (visit, fields) => {
  const { pool, request, authorize } = visit
  if (fields.get('continue') === 'yes') {
    const session = readSignInSession(pool, request)
    return session === undefined ? showSignIn(visit) : { kind: 'continue', session }
  }

  const name = fields.get('username') ?? ''
  const person = pool.people.bySignInName(name)
  const isRight = await pool.passwords.isPasswordOf(person, fields.get('password') ?? '')
  if (person === undefined || !isRight) {
    return { kind: 'page', status: 400, page: signInPage(visit, name, { text: words[visit.language].fault }) }
  }
  if (!person.isConfirmed) {
    sendSignUpCode(visit, person)
    rememberName(visit, name)
    return { kind: 'redirect', location: visit.to('/confirm') }
  }
  pool.log(`${name} signed in for "${authorize.client.clientId}"`)
  return { kind: 'signed-in', sub: person.sub }
}

function signInPage(visit: Visit, name: string, fault?: Fault): Page {
  const { title, toContinue, password, button, forgotten, isNew, signUp } = words[visit.language]
  const client = visit.authorize.client.name ?? visit.authorize.client.clientId
  return {
    title: `${title} · ${client}`,
    body: html`<h1>${title}</h1>
<p class="lead">${toContinue} <strong>${client}</strong></p>
${form({
  action: visit.to('/login'),
  formToken: visit.formToken(),
  fault,
  fields: [
    nameField(visit.language, visit.pool.config.signInWith, name),
    { name: 'password', label: password, type: 'password', autocomplete: 'current-password' },
  ],
  button,
})}${visit.pool.config.identityProviders.map((provider) => providerLink(visit, provider))}<p class="other"><a href="${visit.to('/forgotPassword')}">${forgotten}</a></p>
<p class="other">${isNew} <a href="${visit.to('/signup')}">${signUp}</a></p>`,
  }
}

function providerLink(visit: Visit, provider: string): Html {
  const { withProvider } = words[visit.language]
  return html`<p class="other"><a href="${visit.to('/oauth2/authorize', { identity_provider: provider })}">${withProvider} ${provider}</a></p>\n`
}

/** Signed in already, for another app or in another tab. */
function signedInPage(visit: Visit, name: string): Page {
  const { signedInTitle, signedIn, as, goOn, somebodyElse } = words[visit.language]
  const client = visit.authorize.client.name ?? visit.authorize.client.clientId
  return {
    title: `${signedInTitle} · ${client}`,
    body: html`<h1>${signedIn}</h1>
<p class="lead">${as} <strong>${name}</strong></p>
<form method="post" action="${visit.to('/login')}">
<input type="hidden" name="_csrf" value="${visit.formToken()}">
<button type="submit" name="continue" value="yes">${goOn} ${client}</button>
</form>
<p class="other"><a href="${visit.to('/login', { prompt: 'login' })}">${somebodyElse}</a></p>`,
  }
}
