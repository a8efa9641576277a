/** What guards need to know about a caller, whoever established it. Times are seconds since 1970. */
interface CommonPrincipal {
  readonly issuer: string
  /** With `issuer`, the caller's only identity: usernames and e-mail addresses change hands. */
  readonly subject: string
  readonly clientId: string
  readonly scopes: readonly string[]
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

/** An app client on its own behalf. */
export interface MachinePrincipal extends CommonPrincipal {
  readonly kind: 'machine'
}

export type Principal = UserPrincipal | MachinePrincipal
