import type { AuthorizeRequest } from '../authorize/authorize-request.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

/** The form that asks for name and password. It posts to where it is, so the parameters of the request stay in its URL. */
export function signInPage(options: {
  request: AuthorizeRequest
  action: string
  signInWith: 'email' | 'username'
  formToken: string
  /** What was typed before, or the `login_hint`. */
  name: string
  fault?: string
}): Page {
  const { request, action, signInWith, formToken, name, fault } = options
  const client = request.client.name ?? request.client.clientId
  const isEmail = signInWith === 'email'

  return {
    title: `Sign in · ${client}`,
    leadsTo: request.redirectUri,
    body: html`<h1>Sign in</h1>
<p class="lead">to continue to <strong>${client}</strong></p>
${fault === undefined ? undefined : html`<p class="fault" role="alert" id="fault">${fault}</p>`}
<form method="post" action="${action}">
<input type="hidden" name="_csrf" value="${formToken}">
<label for="username">${isEmail ? 'Email' : 'Username'}</label>
<input id="username" name="username" type="text" inputmode="${isEmail ? 'email' : 'text'}" autocomplete="username"
  autocapitalize="none" spellcheck="false" required value="${name}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">Sign in</button>
</form>`,
  }
}
