import type { AccessTokenClaims, UserAccessTokenClaims } from '@lifeguard/cognito'
import { OneOfEach } from './one-of-each.ts'

/** What is known of every caller. Times are seconds since 1970. */
interface CommonPrincipal {
  readonly issuer: string
  /** With `issuer`, the caller's only identity: usernames and e-mail addresses change hands. */
  readonly subject: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

interface CommonUserPrincipal extends CommonPrincipal {
  readonly kind: 'user'
  readonly username: string
  readonly groups: readonly string[]
  /** When the person last signed in; a refresh keeps it. */
  readonly authTime: number
}

/** A person, through an app client of ours. */
export interface OwnClientUserPrincipal extends CommonUserPrincipal {
  readonly through: 'own-client'
}

/** A person who lets somebody else's app act on their behalf, within the scopes granted to it. */
export interface ThirdPartyUserPrincipal extends CommonUserPrincipal {
  readonly through: 'third-party-client'
}

export type UserPrincipal = OwnClientUserPrincipal | ThirdPartyUserPrincipal

/** An app client on its own behalf (client_credentials). */
export interface MachinePrincipal extends CommonPrincipal {
  readonly kind: 'machine'
}

export type Principal = UserPrincipal | MachinePrincipal

/**
 * The caller whom checked claims describe. Cognito names a person by `username`; machines have none.
 * Frozen, because one principal is shared by all requests with the same token.
 */
export function toPrincipal(claims: AccessTokenClaims, thirdPartyClientIds: readonly string[]): Principal {
  if (claims.username === undefined) return Object.freeze({ kind: 'machine', ...toCommon(claims) })

  return Object.freeze({
    kind: 'user',
    through: thirdPartyClientIds.includes(claims.client_id) ? 'third-party-client' : 'own-client',
    ...toCommon(claims),
    ...toPerson(claims),
  })
}

const scopeLists = new OneOfEach((text) => Object.freeze(text.split(' ').filter((scope) => scope !== '')))

function toCommon(claims: AccessTokenClaims): CommonPrincipal {
  return {
    issuer: claims.iss,
    subject: claims.sub,
    clientId: claims.client_id,
    scopes: scopeLists.of(claims.scope ?? ''),
    expiresAt: claims.exp,
  }
}

function toPerson(
  claims: UserAccessTokenClaims,
): Pick<CommonUserPrincipal, 'username' | 'groups' | 'authTime'> {
  return {
    username: claims.username,
    groups: Object.freeze(claims['cognito:groups'] ?? []),
    authTime: claims.auth_time,
  }
}
