import { readSignInSession } from '../authorize/sign-in-cookie.ts'
import { form, nameField } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import { rememberName } from './page-data.ts'
import { sendSignUpCode } from './sign-up-code.ts'
import type { Show, Submit, Visit } from './visit.ts'

// One sentence for every cause: it must not tell whether somebody has an account.
const fault = 'Incorrect username or password.'

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
    return { kind: 'page', status: 400, page: signInPage(visit, name, fault) }
  }
  if (!person.isConfirmed) {
    sendSignUpCode(pool, person)
    rememberName(visit, name)
    return { kind: 'redirect', location: visit.to('/confirm') }
  }
  pool.log(`${name} signed in for "${authorize.client.clientId}"`)
  return { kind: 'signed-in', sub: person.sub }
}

function signInPage(visit: Visit, name: string, fault?: string): Page {
  const client = visit.authorize.client.name ?? visit.authorize.client.clientId
  return {
    title: `Sign in · ${client}`,
    body: html`<h1>Sign in</h1>
<p class="lead">to continue to <strong>${client}</strong></p>
${form({
  action: visit.to('/login'),
  formToken: visit.formToken(),
  fault,
  fields: [
    nameField(visit.pool.config.signInWith, name),
    { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
  ],
  button: 'Sign in',
})}<p class="other"><a href="${visit.to('/forgotPassword')}">Forgot your password?</a></p>
<p class="other">New here? <a href="${visit.to('/signup')}">Create an account</a></p>`,
  }
}

/** Signed in already, for another app or in another tab. */
function signedInPage(visit: Visit, name: string): Page {
  const client = visit.authorize.client.name ?? visit.authorize.client.clientId
  const other = new URLSearchParams(visit.to('').slice(1))
  other.set('prompt', 'login')
  return {
    title: `Signed in · ${client}`,
    body: html`<h1>You are signed in</h1>
<p class="lead">as <strong>${name}</strong></p>
<form method="post" action="${visit.to('/login')}">
<input type="hidden" name="_csrf" value="${visit.formToken()}">
<button type="submit" name="continue" value="yes">Continue to ${client}</button>
</form>
<p class="other"><a href="/login?${other.toString()}">Sign in as somebody else</a></p>`,
  }
}
