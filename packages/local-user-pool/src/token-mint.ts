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

/** There is no such person or app client. */
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
    const person = findPerson(pool, name)
    const client = findCodeClient(pool, request.clientId)
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
      const client = pool.config.clients.find((candidate) => candidate.clientId === clientId)
      if (client === undefined)
        throw new TokenRequestError(`Cannot make a token: the pool has no app client "${clientId}"`)
      const scopes = request.scope?.split(' ').filter(Boolean) ?? client.scopes
      return await withClaims(pool, await issueMachineToken(pool, client, scopes), request.claims)
    },
  }
}

function findPerson(pool: Pool, name: string): Person {
  const person = pool.people.bySignInName(name) ?? pool.people.bySub(name)
  if (person === undefined) throw new TokenRequestError(`Cannot make a token: the pool has no user "${name}"`)
  return person
}

function findCodeClient(pool: Pool, clientId: string | undefined): AppClient {
  const client = pool.config.clients.find((candidate) =>
    clientId === undefined ? candidate.flows.includes('code') : candidate.clientId === clientId,
  )
  if (client === undefined)
    throw new TokenRequestError(`Cannot make a token: the pool has no app client "${clientId}"`)
  return client
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
