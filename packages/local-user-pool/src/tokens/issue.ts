import { randomUUID } from 'node:crypto'
import type { AppClient } from '../config/schema.ts'
import { misshape } from '../faults/misshape.ts'
import type { Pool } from '../pool.ts'
import type { TokenUse } from '../state/keys.ts'
import type { Person } from '../state/people.ts'
import { accessTokenClaims, idTokenClaims, machineTokenClaims, type SignIn } from './claims.ts'
import { askPreToken } from './pre-token.ts'
import { signToken } from './sign.ts'

/** A successful answer of the token endpoint. Cognito never sends `scope`. */
export interface TokenResponse {
  readonly access_token: string
  /** Only with the scope `openid`. */
  readonly id_token?: string
  readonly refresh_token?: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
}

/** What a person's tokens are made of. `authTime` is in seconds. */
export interface UserTokenRequest {
  readonly person: Person
  readonly scopes: readonly string[]
  readonly authTime: number
  readonly originJti: string
  readonly isRefresh?: boolean
  readonly nonce?: string | undefined
  readonly resource?: string | undefined
}

/**
 * Access token and, with `openid`, ID token of a person.
 * @throws PreTokenError when the trigger fails
 */
export async function issueUserTokens(
  pool: Pool,
  client: AppClient,
  request: UserTokenRequest,
): Promise<TokenResponse> {
  const { nonce, resource, originJti, authTime } = request
  const overrides = await askPreToken(pool.preToken, {
    triggerSource:
      request.isRefresh === true ? 'TokenGeneration_RefreshTokens' : 'TokenGeneration_HostedAuth',
    poolId: pool.config.poolId,
    clientId: client.clientId,
    scopes: request.scopes,
    person: request.person,
  })
  const issuedAt = Math.floor(pool.now() / 1000)
  const signIn: SignIn = {
    person: { ...request.person, groups: overrides.groups ?? request.person.groups },
    scopes: request.scopes,
    authTime,
    originJti,
    client,
    eventId: randomUUID(),
    issuedAt,
    ...(nonce !== undefined && { nonce }),
    ...(resource !== undefined && { resource }),
  }

  const accessClaims = accessTokenClaims(
    pool.issuer,
    { ...signIn, scopes: overrides.scopes(request.scopes) },
    { jti: randomUUID(), expiresAt: issuedAt + client.accessTokenSeconds },
  )
  const accessToken = await sign(pool, 'access', overrides.accessToken(accessClaims))
  const answer: TokenResponse = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: client.accessTokenSeconds,
  }
  if (!request.scopes.includes('openid')) return answer

  const idClaims = idTokenClaims(pool.issuer, signIn, {
    jti: randomUUID(),
    expiresAt: issuedAt + client.idTokenSeconds,
    accessToken,
  })
  return { ...answer, id_token: await sign(pool, 'id', overrides.idToken(idClaims)) }
}

/**
 * The access token of a machine (RFC 6749 §4.4). There is neither ID token nor refresh token.
 * @throws PreTokenError when the trigger fails
 */
export async function issueMachineToken(
  pool: Pool,
  client: AppClient,
  scopes: readonly string[],
  clientMetadata?: Readonly<Record<string, string>>,
): Promise<TokenResponse> {
  const overrides = await askPreToken(pool.preToken, {
    triggerSource: 'TokenGeneration_ClientCredentials',
    poolId: pool.config.poolId,
    clientId: client.clientId,
    scopes,
    clientMetadata,
  })
  const issuedAt = Math.floor(pool.now() / 1000)
  const claims = machineTokenClaims(pool.issuer, {
    clientId: client.clientId,
    scopes: overrides.scopes(scopes),
    jti: randomUUID(),
    issuedAt,
    expiresAt: issuedAt + client.accessTokenSeconds,
  })
  return {
    access_token: await sign(pool, 'access', overrides.accessToken(claims)),
    token_type: 'Bearer',
    expires_in: client.accessTokenSeconds,
  }
}

async function sign(pool: Pool, use: TokenUse, claims: object): Promise<string> {
  const what = use === 'id' ? 'idToken' : 'accessToken'
  const changed = pool.faults.changed(what, claims)
  const shape = pool.faults.shapeOf(what)
  if (shape !== undefined) return await misshape(pool.keys, use, changed, shape)
  return await signToken(pool.keys, use, changed)
}
