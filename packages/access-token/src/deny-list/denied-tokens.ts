import type { AccessTokenClaims } from '@lifeguard/cognito'
import type { DeniedSubject, DenyListEntry } from './deny-list-store.ts'

/** Which tokens are denied, as far as this instance knows. */
export class DeniedTokens {
  readonly #signIns = new Map<string, DenyListEntry>()
  readonly #subjects = new Map<string, DeniedSubject>()

  add(entry: DenyListEntry): void {
    if (entry.kind === 'sign-in') {
      this.#signIns.set(keyOf(entry.issuer, entry.originJti), entry)
      return
    }
    const key = keyOf(entry.issuer, entry.subject)
    const known = this.#subjects.get(key)
    if (known === undefined || known.signedInUntil < entry.signedInUntil) this.#subjects.set(key, entry)
  }

  has(claims: AccessTokenClaims): boolean {
    const isPerson = claims.username !== undefined
    if (
      isPerson &&
      claims.origin_jti !== undefined &&
      this.#signIns.has(keyOf(claims.iss, claims.origin_jti))
    ) {
      return true
    }
    const denial = this.#subjects.get(keyOf(claims.iss, claims.sub))
    if (denial === undefined) return false
    // A machine does not sign in: each of its tokens is a fresh start.
    return (isPerson ? claims.auth_time : claims.iat) <= denial.signedInUntil
  }

  /** Drops the entries that were needed until before this moment, in milliseconds since 1970. */
  forgetBefore(moment: number): void {
    for (const entries of [this.#signIns, this.#subjects]) {
      for (const [key, { until }] of entries) if (until < moment) entries.delete(key)
    }
  }
}

// Issuers are configured and hold no spaces, so no two pairs share a key.
function keyOf(issuer: string, name: string): string {
  return `${issuer} ${name}`
}
