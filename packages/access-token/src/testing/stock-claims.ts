import { randomUUID } from 'node:crypto'
import type { MachineAccessTokenClaims, UserAccessTokenClaims } from '@lifeguard/cognito'

/** Who issues a token to which app client, and when (milliseconds since 1970). */
export interface Issuance {
  readonly issuer: string
  readonly clientId: string
  readonly now: number
}

/** What Cognito says in the access token of a person who signed in a minute ago. */
export function stockUserClaims({ issuer, clientId, now }: Issuance): UserAccessTokenClaims {
  const subject = randomUUID()
  const issuedAt = Math.floor(now / 1000)
  return {
    sub: subject,
    iss: issuer,
    version: 2,
    client_id: clientId,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    token_use: 'access',
    scope: 'openid email profile',
    auth_time: issuedAt - 60,
    exp: issuedAt + 3600,
    iat: issuedAt,
    jti: randomUUID(),
    username: subject,
  }
}

/** What Cognito says in the access token of an app client on its own behalf. */
export function stockMachineClaims({ issuer, clientId, now }: Issuance): MachineAccessTokenClaims {
  const issuedAt = Math.floor(now / 1000)
  return {
    sub: clientId,
    iss: issuer,
    version: 2,
    client_id: clientId,
    token_use: 'access',
    scope: '',
    auth_time: issuedAt,
    exp: issuedAt + 3600,
    iat: issuedAt,
    jti: randomUUID(),
  }
}
