import { createHash } from 'node:crypto'
import type { IdTokenClaims, MachineAccessTokenClaims, UserAccessTokenClaims } from '@lifeguard/cognito'
import type { AppClient } from '../config/schema.ts'
import type { Person } from '../state/people.ts'
import { openAttributes, toClaims } from './attributes.ts'

/** What the tokens of one answer have in common. Times are seconds since 1970. */
export interface SignIn {
  readonly person: Person
  readonly client: AppClient
  readonly scopes: readonly string[]
  readonly authTime: number
  readonly originJti: string
  readonly eventId: string
  readonly issuedAt: number
  readonly nonce?: string
  /** RFC 8707: becomes `aud` of the access token. */
  readonly resource?: string
}

/** Source: Cognito Developer Guide, "Understanding the access token". There is no `aud` without a `resource`. */
export function accessTokenClaims(
  issuer: string,
  signIn: SignIn,
  { jti, expiresAt }: { jti: string; expiresAt: number },
): UserAccessTokenClaims {
  return {
    sub: signIn.person.sub,
    ...groupsClaim(signIn.person),
    iss: issuer,
    version: 2,
    client_id: signIn.client.clientId,
    ...revocableClaims(signIn, jti),
    ...(signIn.resource !== undefined && { aud: signIn.resource }),
    event_id: signIn.eventId,
    token_use: 'access',
    scope: signIn.scopes.join(' '),
    auth_time: signIn.authTime,
    exp: expiresAt,
    iat: signIn.issuedAt,
    username: signIn.person.username,
  }
}

/** Source: Cognito Developer Guide, "Understanding the identity (ID) token". */
export function idTokenClaims(
  issuer: string,
  signIn: SignIn,
  { jti, expiresAt, accessToken }: { jti: string; expiresAt: number; accessToken: string },
): IdTokenClaims {
  return {
    at_hash: toAccessTokenHash(accessToken),
    sub: signIn.person.sub,
    ...groupsClaim(signIn.person),
    iss: issuer,
    'cognito:username': signIn.person.username,
    ...(signIn.nonce !== undefined && { nonce: signIn.nonce }),
    ...revocableClaims(signIn, jti),
    aud: signIn.client.clientId,
    event_id: signIn.eventId,
    token_use: 'id',
    auth_time: signIn.authTime,
    exp: expiresAt,
    iat: signIn.issuedAt,
    ...toClaims(openAttributes(signIn.person.attributes, signIn.client, signIn.scopes)),
  }
}

/** A machine is its own subject and has no username, groups or family. */
export function machineTokenClaims(
  issuer: string,
  request: { clientId: string; scopes: readonly string[]; jti: string; issuedAt: number; expiresAt: number },
): MachineAccessTokenClaims {
  return {
    sub: request.clientId,
    token_use: 'access',
    scope: request.scopes.join(' '),
    auth_time: request.issuedAt,
    iss: issuer,
    exp: request.expiresAt,
    iat: request.issuedAt,
    version: 2,
    jti: request.jti,
    client_id: request.clientId,
  }
}

function groupsClaim({ groups }: Person): { 'cognito:groups'?: readonly string[] } {
  return groups.length === 0 ? {} : { 'cognito:groups': groups }
}

/** Source: Cognito Developer Guide, "Revoking tokens": without revocation and rotation a token has neither. */
function revocableClaims({ client, originJti }: SignIn, jti: string): { origin_jti?: string; jti?: string } {
  const isTraced = client.tokenRevocation || client.refreshTokenRotation !== undefined
  return isTraced ? { origin_jti: originJti, jti } : {}
}

/** OpenID Connect Core §3.1.3.6: the left half of the hash, for RS256 that of SHA-256. */
function toAccessTokenHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}
