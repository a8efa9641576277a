import { emailFault, emailField } from './email.ts'
import { type Fault, form } from './form.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'
import type { Show, Submit, Visit } from './visit.ts'

const words = {
  en: {
    title: 'Sign in with',
    lead: 'This page stands in for the provider. Whoever you say you are there, you are.',
    button: 'Sign in',
  },
  de: {
    title: 'Anmelden mit',
    lead: 'Diese Seite vertritt den Anbieter. Wer Sie dort zu sein angeben, sind Sie.',
    button: 'Anmelden',
  },
} as const

/** `GET /_local/provider`: where a request for an identity provider leads. On AWS this is the provider's own page. */
export const showProvider: Show = (visit) => {
  const provider = visit.authorize.identityProvider
  if (provider === undefined) return { kind: 'redirect', location: visit.to('/login') }
  return { kind: 'page', page: providerPage(visit, provider, '') }
}

/** `POST /_local/provider`: back to the pool with a code, and as `state` what the app asked for. */
export const proveIdentity: Submit = (visit, fields) => {
  const provider = visit.authorize.identityProvider
  if (provider === undefined) return { kind: 'redirect', location: visit.to('/login') }
  const email = fields.get('email') ?? ''
  const text = emailFault(visit.language, email)
  if (text !== undefined) {
    return { kind: 'page', status: 400, page: providerPage(visit, provider, email, { text }) }
  }
  const code = visit.pool.providerCodes.issue({ provider, email })
  const state = Buffer.from(visit.query).toString('base64url')
  return { kind: 'redirect', location: `/oauth2/idpresponse?${new URLSearchParams({ code, state })}` }
}

function providerPage(visit: Visit, provider: string, email: string, fault?: Fault): Page {
  const { title, lead, button } = words[visit.language]
  return {
    title: `${title} ${provider}`,
    body: html`<h1>${title} ${provider}</h1>
<p class="lead">${lead}</p>
${form({
  action: visit.to('/_local/provider'),
  formToken: visit.formToken(),
  fault,
  fields: [emailField(visit.language, email)],
  button,
})}`,
  }
}
