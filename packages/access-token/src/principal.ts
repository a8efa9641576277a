import type { AccessTokenClaims } from '@lifeguard/cognito'

interface CommonPrincipal {
  readonly issuer: string
  readonly subject: string
  readonly clientId: string
  readonly scopes: readonly string[]
  /** Seconds since 1970, as every time here. */
  readonly expiresAt: number
}

/** A person, through an app client. */
export interface UserPrincipal extends CommonPrincipal {
  readonly kind: 'user'
  readonly username: string
  readonly groups: readonly string[]
  /** When the person last signed in; a refresh keeps it. */
  readonly authTime: number
}

/** An app client on its own behalf (client_credentials). */
export interface MachinePrincipal extends CommonPrincipal {
  readonly kind: 'machine'
}

export type Principal = UserPrincipal | MachinePrincipal

/** The caller whom checked claims describe. Cognito names a person by `username`; machines have none. */
export function toPrincipal(claims: AccessTokenClaims): Principal {
  const common = {
    issuer: claims.iss,
    subject: claims.sub,
    clientId: claims.client_id,
    scopes: Object.freeze(claims.scope?.split(' ') ?? []),
    expiresAt: claims.exp,
  }
  if (claims.username === undefined) return Object.freeze({ kind: 'machine', ...common })

  return Object.freeze({
    kind: 'user',
    ...common,
    username: claims.username,
    groups: Object.freeze([...(claims['cognito:groups'] ?? [])]),
    authTime: claims.auth_time,
  })
}
