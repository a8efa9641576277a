import { callbackUrlFault } from '../config/callback-url.ts'
import type { AppClient, UserPoolConfig } from '../config/schema.ts'
import type { Parameters } from '../http/parameters.ts'
import { readScopes } from './scopes.ts'

/** A request to sign in that is in order. */
export interface AuthorizeRequest {
  readonly client: AppClient
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state?: string
  readonly codeChallenge?: string
  readonly nonce?: string
  readonly resource?: string
  readonly prompts: readonly string[]
  readonly loginHint?: string
  /** Who shall say who it is, instead of the pool. */
  readonly identityProvider?: string
}

/** An error that goes back to the app. */
export interface CallbackError {
  readonly kind: 'callback-error'
  readonly redirectUri: string
  readonly state: string | undefined
  readonly error: string
  readonly description?: string
  /** For the log: what was wrong, and what would be right. */
  readonly reason: string
}

/** An error that stays on the domain: whoever sent it, the app is not to be trusted with it. */
export interface DomainError {
  readonly kind: 'domain-error'
  readonly error: string
  readonly clientId: string | undefined
  readonly reason: string
}

export type AuthorizeOutcome =
  | { readonly kind: 'valid'; readonly request: AuthorizeRequest }
  | CallbackError
  | DomainError

/**
 * Judges the parameters of `/oauth2/authorize`, which `/login`, `/signup` and `/forgotPassword` take as well.
 * Source: Cognito Developer Guide, "The redirect and authorization endpoint"; which errors go where: RFC 6749 §4.1.2.1.
 */
export function readAuthorizeRequest(config: UserPoolConfig, parameters: Parameters): AuthorizeOutcome {
  const callback = readCallback(config, parameters)
  if (callback.kind === 'domain-error') return callback
  const { client, redirectUri } = callback

  const state = parameters.get('state')
  function refuse(error: string, reason: string, description?: string): CallbackError {
    const described = description === undefined ? {} : { description }
    return { kind: 'callback-error', redirectUri, state, error, reason, ...described }
  }

  const [repeated] = parameters.repeated
  if (repeated !== undefined)
    return refuse('invalid_request', `The parameter "${repeated}" came more than once`)

  if (!client.flows.includes('code')) {
    return refuse('unauthorized_client', `"${client.clientId}" is not allowed the authorization code flow`)
  }
  const responseType = parameters.get('response_type')
  if (responseType === 'token') {
    return refuse(
      'unauthorized_client',
      'This pool grants no implicit flow: use response_type=code with PKCE',
    )
  }
  if (responseType !== 'code')
    return refuse('invalid_request', 'The parameter "response_type" must be "code"')

  if (isJson(state)) {
    return refuse('invalid_request', 'Cognito takes no JSON as "state": encode it as base64url first')
  }

  const named = parameters.get('identity_provider') ?? parameters.get('idp_identifier')
  const provider = named === 'COGNITO' ? undefined : named
  if (provider !== undefined && !config.identityProviders.includes(provider)) {
    return refuse('invalid_request', `This pool has no identity provider "${provider}"`)
  }

  const challenge = readCodeChallenge(parameters, client)
  if (challenge.kind === 'fault') return refuse('invalid_request', challenge.reason)

  const scopes = readScopes(parameters.get('scope'), client.scopes)
  if (scopes.kind === 'fault') return refuse('invalid_request', scopes.reason, 'invalid_scope')

  const prompts = readPrompts(parameters.get('prompt'))
  if (prompts === undefined) {
    return refuse('invalid_request', 'The parameter "prompt" takes none, login, select_account and consent')
  }

  const resource = parameters.get('resource')
  const resourceFault = resource === undefined ? undefined : callbackUrlFault(resource)
  if (resourceFault !== undefined) return refuse('invalid_request', `"resource": ${resourceFault}`)

  const nonce = parameters.get('nonce')
  const loginHint = parameters.get('login_hint')
  return {
    kind: 'valid',
    request: {
      client,
      redirectUri,
      scopes: scopes.scopes,
      prompts,
      ...(state !== undefined && { state }),
      ...(challenge.value !== undefined && { codeChallenge: challenge.value }),
      ...(nonce !== undefined && { nonce }),
      ...(resource !== undefined && { resource }),
      ...(loginHint !== undefined && { loginHint }),
      ...(provider !== undefined && { identityProvider: provider }),
    },
  }
}

function readCallback(
  config: UserPoolConfig,
  parameters: Parameters,
): { kind: 'callback'; client: AppClient; redirectUri: string } | DomainError {
  const clientId = parameters.get('client_id')
  const redirectUri = parameters.get('redirect_uri')

  for (const name of ['client_id', 'redirect_uri']) {
    if (!parameters.repeated.includes(name)) continue
    return domainError('invalid_request', undefined, `The parameter "${name}" came more than once`)
  }
  if (clientId === undefined) {
    return domainError('Required parameters missing', undefined, 'The parameter "client_id" is missing')
  }
  const client = config.clients.find((candidate) => candidate.clientId === clientId)
  if (client === undefined) {
    return domainError('invalid_request', clientId, `The pool has no app client "${clientId}"`)
  }
  if (redirectUri === undefined) {
    return domainError('Required parameters missing', clientId, 'The parameter "redirect_uri" is missing')
  }
  if (!client.callbackUrls.includes(redirectUri)) {
    const registered = client.callbackUrls.map((url) => `"${url}"`).join(', ') || 'none'
    return domainError(
      'redirect_mismatch',
      clientId,
      `"${redirectUri}" is not a callback URL of "${clientId}", character for character; registered: ${registered}`,
    )
  }
  return { kind: 'callback', client, redirectUri }
}

function domainError(error: string, clientId: string | undefined, reason: string): DomainError {
  return { kind: 'domain-error', error, clientId, reason }
}

type Challenge = { kind: 'challenge'; value: string | undefined } | { kind: 'fault'; reason: string }

/** RFC 7636 with S256 alone. */
function readCodeChallenge(parameters: Parameters, client: AppClient): Challenge {
  const value = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')

  if (value === undefined && method === undefined) {
    if (client.clientSecret !== undefined || !client.requirePkce) return { kind: 'challenge', value }
    return {
      kind: 'fault',
      reason: 'A public client must use PKCE here ("requirePkce": false in the config allows going without)',
    }
  }
  if (value === undefined || method === undefined) {
    return {
      kind: 'fault',
      reason: '"code_challenge" and "code_challenge_method" come together or not at all',
    }
  }
  if (method !== 'S256') return { kind: 'fault', reason: 'The only "code_challenge_method" is S256' }
  if (!/^[A-Za-z0-9_-]{43}$/.test(value)) {
    return { kind: 'fault', reason: 'A "code_challenge" of method S256 has 43 characters of base64url' }
  }
  return { kind: 'challenge', value }
}

/** OpenID Connect Core §3.1.2.1: `none` stands alone. */
function readPrompts(prompt: string | undefined): readonly string[] | undefined {
  const prompts = prompt?.split(' ').filter(Boolean) ?? []
  const areKnown = prompts.every((value) => ['none', 'login', 'select_account', 'consent'].includes(value))
  const isMixed = prompts.includes('none') && prompts.length > 1
  return areKnown && !isMixed ? prompts : undefined
}

/** A number or a plain word counts as a text, although it may be JSON as well. */
function isJson(text: string | undefined): boolean {
  if (text === undefined || !/^\s*[{["]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
