/** What every access token of a pool carries. Times are seconds since 1970 (RFC 7519 NumericDate). */
interface CommonAccessTokenClaims {
  readonly iss: string
  readonly sub: string
  /** Cognito names the app client here; `aud` is absent unless the request was bound to a `resource` (RFC 8707). */
  readonly client_id: string
  readonly token_use: 'access'
  /** Granted scopes, separated by single spaces; absent when none was granted. */
  readonly scope?: string
  readonly aud?: string
  readonly auth_time?: number
  readonly iat: number
  readonly exp: number
  readonly jti?: string
  readonly version?: number
}

/**
 * The access token of a person.
 * Source: Cognito Developer Guide, "Understanding the access token".
 */
export interface UserAccessTokenClaims extends CommonAccessTokenClaims {
  readonly username: string
  readonly auth_time: number
  /** Absent when the person is in no group. */
  readonly 'cognito:groups'?: readonly string[]
  /** The sign-in that this token descends from; a refresh keeps it. Present when the client may revoke tokens. */
  readonly origin_jti?: string
  readonly event_id?: string
}

/** The access token of a machine (client_credentials): its `sub` is the app client itself, and it has no username. */
export interface MachineAccessTokenClaims extends CommonAccessTokenClaims {
  readonly username?: never
}

export type AccessTokenClaims = UserAccessTokenClaims | MachineAccessTokenClaims

/**
 * The ID token: who signed in, for the app that asked. An API never accepts it.
 * Source: Cognito Developer Guide, "Understanding the identity (ID) token".
 */
export interface IdTokenClaims {
  readonly iss: string
  readonly sub: string
  readonly aud: string
  readonly token_use: 'id'
  readonly 'cognito:username': string
  readonly 'cognito:groups'?: readonly string[]
  readonly auth_time: number
  readonly iat: number
  readonly exp: number
  readonly jti?: string
  readonly origin_jti?: string
  readonly event_id?: string
  readonly nonce?: string
  readonly at_hash?: string
  readonly email?: string
  /** A boolean here, although userInfo answers the strings "true" and "false". */
  readonly email_verified?: boolean
  readonly name?: string
  readonly given_name?: string
  readonly family_name?: string
  readonly preferred_username?: string
  readonly picture?: string
  readonly locale?: string
}
