import { randomUUID } from 'node:crypto'
import type { AppClient } from '../config/schema.ts'
import { misshape } from '../faults/misshape.ts'
import type { Pool } from '../pool.ts'
import type { TokenUse } from '../state/keys.ts'
import type { Person } from '../state/people.ts'
import { accessTokenClaims, idTokenClaims, machineTokenClaims, type SignIn } from './claims.ts'
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

/** Access token and, with `openid`, ID token of a person. `authTime` is in seconds. */
export async function issueUserTokens(
  pool: Pool,
  client: AppClient,
  request: {
    person: Person
    scopes: readonly string[]
    authTime: number
    originJti: string
    nonce?: string | undefined
    resource?: string | undefined
  },
): Promise<TokenResponse> {
  const { nonce, resource, ...rest } = request
  const issuedAt = Math.floor(pool.now() / 1000)
  const signIn: SignIn = {
    ...rest,
    clientId: client.clientId,
    eventId: randomUUID(),
    issuedAt,
    ...(nonce !== undefined && { nonce }),
    ...(resource !== undefined && { resource }),
  }

  const accessToken = await signWithFaults(
    pool,
    'access',
    accessTokenClaims(pool.issuer, signIn, {
      jti: randomUUID(),
      expiresAt: issuedAt + client.accessTokenSeconds,
    }),
  )
  const answer: TokenResponse = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: client.accessTokenSeconds,
  }
  if (!request.scopes.includes('openid')) return answer

  const idToken = await signWithFaults(
    pool,
    'id',
    idTokenClaims(pool.issuer, signIn, {
      jti: randomUUID(),
      expiresAt: issuedAt + client.idTokenSeconds,
      accessToken,
    }),
  )
  return { ...answer, id_token: idToken }
}

/** The access token of a machine (RFC 6749 §4.4). There is neither ID token nor refresh token. */
export async function issueMachineToken(
  pool: Pool,
  client: AppClient,
  scopes: readonly string[],
): Promise<TokenResponse> {
  const issuedAt = Math.floor(pool.now() / 1000)
  const claims = machineTokenClaims(pool.issuer, {
    clientId: client.clientId,
    scopes,
    jti: randomUUID(),
    issuedAt,
    expiresAt: issuedAt + client.accessTokenSeconds,
  })
  return {
    access_token: await signWithFaults(pool, 'access', claims),
    token_type: 'Bearer',
    expires_in: client.accessTokenSeconds,
  }
}

async function signWithFaults(pool: Pool, use: TokenUse, claims: object): Promise<string> {
  const what = use === 'id' ? 'idToken' : 'accessToken'
  const changed = pool.faults.changed(what, claims)
  const shape = pool.faults.shapeOf(what)
  return await (shape === undefined
    ? signToken(pool.keys, use, changed)
    : misshape(pool.keys, use, changed, shape))
}
