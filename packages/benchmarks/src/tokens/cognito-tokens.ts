import { randomUUID } from 'node:crypto'
import { type SigningKey, signToken } from './signing-key.ts'

/** Who issues and who asks; the same for every token of a run. */
export interface TokenSubject {
  readonly issuer: string
  readonly clientId: string
  /** The `aud` of tokens that are bound to a resource (RFC 8707); null: none, as a stock pool issues them. */
  readonly audience: string | null
}

const nowSeconds = () => Math.floor(Date.now() / 1000)

/** The claims of an access token as Cognito issues them, an hour long. */
export function accessTokenClaims({ issuer, clientId, audience }: TokenSubject): Record<string, unknown> {
  const iat = nowSeconds()
  return {
    sub: randomUUID(),
    'cognito:groups': ['readers', 'editors'],
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    token_use: 'access',
    scope: 'openid profile email notes/read notes/write',
    auth_time: iat,
    exp: iat + 3600,
    iat,
    jti: randomUUID(),
    username: randomUUID(),
    ...(audience !== null && { aud: audience }),
  }
}

/** The claims of an ID token of the same pool and app client. */
export function idTokenClaims({ issuer, clientId }: TokenSubject): Record<string, unknown> {
  const iat = nowSeconds()
  return {
    sub: randomUUID(),
    email_verified: true,
    iss: issuer,
    'cognito:username': randomUUID(),
    origin_jti: randomUUID(),
    aud: clientId,
    event_id: randomUUID(),
    token_use: 'id',
    auth_time: iat,
    exp: iat + 3600,
    iat,
    jti: randomUUID(),
    email: 'jane@example.com',
  }
}

/** Signs that many different access tokens; the signatures use every core. */
export function signAccessTokens(
  key: SigningKey,
  subject: TokenSubject,
  count: number,
): Promise<readonly string[]> {
  return Promise.all(Array.from({ length: count }, () => signToken(key, accessTokenClaims(subject))))
}
