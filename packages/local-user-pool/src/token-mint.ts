import type { AppClient } from './config/schema.ts'
import type { Pool } from './pool.ts'
import type { Person } from './state/people.ts'
import { issueMachineToken, issueUserTokens, type TokenResponse } from './tokens/issue.ts'
import { signToken } from './tokens/sign.ts'

/** What to put into a person's tokens. */
export interface TokenRequest {
  /** Separated by spaces; default: all scopes of the client. They are not checked against the client. */
  readonly scope?: string
  /** Default: the first client of the pool with the flow `code`. */
  readonly clientId?: string
  /** Seconds since 1970 of the sign-in; default: now. */
  readonly authTime?: number
  /** Puts these claims over those of the access token; undefined removes one. */
  readonly claims?: Readonly<Record<string, unknown>>
}

export interface UserTokens {
  readonly accessToken: string
  readonly idToken: string | undefined
  readonly refreshToken: string
}

/** There is no such person, or the app client cannot have such a token. */
export class TokenRequestError extends Error {
  override readonly name = 'TokenRequestError'
}

/** Tokens without a browser, for tests and the terminal. */
export interface TokenMint {
  /** The access token of a person, named by e-mail address, username or `sub`. */
  accessTokenFor(name: string, request?: TokenRequest): Promise<string>
  /** All three tokens, as after a sign-in; the refresh token works. */
  tokensFor(name: string, request?: Omit<TokenRequest, 'claims'>): Promise<UserTokens>
  /** The access token of a confidential client. `claims` as above. */
  machineTokenFor(clientId: string, request?: Pick<TokenRequest, 'scope' | 'claims'>): Promise<string>
}

export function createTokenMint(pool: Pool): TokenMint {
  async function issueFor(name: string, request: TokenRequest) {
    checkRequest(request)
    const person = findPerson(pool, name)
    const client = findClient(pool, 'code', request.clientId)
    const scopes = request.scope?.split(' ').filter(Boolean) ?? client.scopes
    const authTime = request.authTime ?? Math.floor(pool.now() / 1000)
    const originJti = pool.families.start({
      sub: person.sub,
      clientId: client.clientId,
      scopes,
      authTime,
      expiresAt: pool.now() + client.refreshTokenSeconds * 1000,
    })
    return { originJti, tokens: await issueUserTokens(pool, client, { person, scopes, authTime, originJti }) }
  }

  return {
    async accessTokenFor(name, request = {}) {
      const { tokens } = await issueFor(name, request)
      return await withClaims(pool, tokens, request.claims)
    },
    async tokensFor(name, request = {}) {
      const { tokens, originJti } = await issueFor(name, request)
      const refreshToken = pool.families.issueRefreshToken(originJti)
      return { accessToken: tokens.access_token, idToken: tokens.id_token, refreshToken }
    },
    async machineTokenFor(clientId, request = {}) {
      checkRequest(request)
      const client = findClient(pool, 'client_credentials', String(clientId))
      const scopes = request.scope?.split(' ').filter(Boolean) ?? client.scopes
      return await withClaims(pool, await issueMachineToken(pool, client, scopes), request.claims)
    },
  }
}

function findPerson(pool: Pool, name: string): Person {
  const person = pool.people.bySignInName(String(name)) ?? pool.people.bySub(name)
  if (person === undefined) throw new TokenRequestError(`Cannot make a token: the pool has no user "${name}"`)
  return person
}

function findClient(pool: Pool, flow: AppClient['flows'][number], clientId: string | undefined): AppClient {
  const client = pool.config.clients.find((candidate) =>
    clientId === undefined ? candidate.flows.includes(flow) : candidate.clientId === clientId,
  )
  const named = clientId === undefined ? '' : ` "${clientId}"`
  if (client === undefined)
    throw new TokenRequestError(`Cannot make a token: the pool has no app client${named}`)
  if (client.flows.includes(flow)) return client
  throw new TokenRequestError(`Cannot make a token: the app client${named} has no flow "${flow}"`)
}

const asked = ['scope', 'clientId', 'authTime', 'claims']

function checkRequest(request: TokenRequest): void {
  const unknown = Object.keys(request).find((name) => !asked.includes(name))
  if (unknown !== undefined) {
    throw new TokenRequestError(
      `Cannot make a token: there is no "${unknown}" to ask for; there are ${asked.join(', ')}`,
    )
  }
  if (request.scope !== undefined && typeof request.scope !== 'string') {
    throw new TokenRequestError('Cannot make a token: scope must be a text, with spaces between the scopes')
  }
}

async function withClaims(
  pool: Pool,
  tokens: TokenResponse,
  claims: Readonly<Record<string, unknown>> | undefined,
): Promise<string> {
  if (claims === undefined) return tokens.access_token
  const payload: unknown = JSON.parse(
    Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString('utf8'),
  )
  return await signToken(pool.keys, 'access', Object.assign({}, payload, claims))
}
