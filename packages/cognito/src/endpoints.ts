/**
 * A user pool as a client sees it: two hosts, which people like to mix up.
 *
 * `issuer` names the pool in tokens and serves its key set:
 * `https://cognito-idp.{region}.amazonaws.com/{poolId}`, or the newer `https://issuer-cognito-idp.…`.
 * `domain` is where people sign in and tokens are issued:
 * `https://{prefix}.auth.{region}.amazoncognito.com`, or a custom domain.
 * Both are written without a trailing slash.
 */
export interface UserPool {
  readonly issuer: string
  readonly domain: string
}

/** Every URL of a pool that a client or an API may call. */
export interface UserPoolEndpoints {
  readonly discovery: string
  readonly keySet: string
  readonly authorize: string
  readonly token: string
  readonly userInfo: string
  readonly revoke: string
  readonly signOut: string
  readonly signUp: string
  readonly forgotPassword: string
  readonly addPasskey: string
}

/**
 * The endpoints of a pool. Cognito Developer Guide, "User pool endpoints and managed login reference".
 * The path of `userInfo` is case-sensitive.
 */
export function userPoolEndpoints({ issuer, domain }: UserPool): UserPoolEndpoints {
  return {
    discovery: discoveryUrl(issuer),
    keySet: keySetUrl(issuer),
    authorize: `${domain}/oauth2/authorize`,
    token: `${domain}/oauth2/token`,
    userInfo: `${domain}/oauth2/userInfo`,
    revoke: `${domain}/oauth2/revoke`,
    signOut: `${domain}/logout`,
    signUp: `${domain}/signup`,
    forgotPassword: `${domain}/forgotPassword`,
    addPasskey: `${domain}/passkeys/add`,
  }
}

/** The pool's discovery document; it is served under the issuer and not under the domain. */
export function discoveryUrl(issuer: string): string {
  return `${issuer}/.well-known/openid-configuration`
}

/** The pool's key set (RFC 7517). */
export function keySetUrl(issuer: string): string {
  return `${issuer}/.well-known/jwks.json`
}
