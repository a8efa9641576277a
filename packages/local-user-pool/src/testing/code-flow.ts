import { createHash } from 'node:crypto'
import { Browser } from './browser.ts'

/** The app client of a flow. */
export interface FlowClient {
  readonly clientId: string
  readonly callbackUrl: string
  readonly scope: string
}

export const webClient: FlowClient = {
  clientId: 'lifeguardweb00000000000001',
  callbackUrl: 'http://localhost:5173/callback',
  scope: 'openid email profile notes/read notes/write',
}

const verifier = 'a-code-verifier-of-more-than-forty-three-characters'
const challenge = createHash('sha256').update(verifier).digest('base64url')

/** An authorize URL in order; parameters given as undefined are left out. */
export function authorizeUrl(
  domain: string,
  client: FlowClient,
  parameters: Readonly<Record<string, string | undefined>> = {},
): URL {
  const url = new URL(`${domain}/oauth2/authorize`)
  const all = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: client.callbackUrl,
    scope: client.scope,
    state: 'the-state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...parameters,
  }
  for (const [name, value] of Object.entries(all)) if (value !== undefined) url.searchParams.set(name, value)
  return url
}

export async function postForm(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
}

/** Redeems a code in the right way. */
export async function redeem(
  domain: string,
  client: FlowClient,
  code: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return await postForm(`${domain}/oauth2/token`, {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    redirect_uri: client.callbackUrl,
    code,
    code_verifier: verifier,
    ...fields,
  })
}

/** Signs in with a browser of its own and hands back the code. */
export async function obtainCode(
  domain: string,
  client: FlowClient,
  options: {
    username: string
    password?: string
    browser?: Browser
    parameters?: Readonly<Record<string, string | undefined>>
  },
): Promise<string> {
  const browser = options.browser ?? new Browser()
  const url = authorizeUrl(domain, client, options.parameters)
  const back = await browser.signIn(url, options.username, options.password)
  const code = back.searchParams.get('code')
  if (code === null) throw new Error(`No code came back, but ${back.search}`)
  return code
}

/** The claims of a token, unverified. */
export function decode(token: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return Object.assign({}, claims)
}

/** The members of a JSON answer. */
export async function readJson(response: Response): Promise<Record<string, unknown>> {
  const members: unknown = await response.json()
  return Object.assign({}, members)
}
