import type { IdTokenClaims } from '@lifeguard/cognito'

/** Whether somebody is signed in: always exactly one of these. */
export type SessionState = Restoring | SignedOut | SignedIn | Ended | Failed

/** `boot()` has not decided yet. */
export interface Restoring {
  readonly status: 'restoring'
}

/**
 * Nobody is signed in.
 *
 * `no-session`: nobody was. `redirecting`: on the way to the pool's page. `came-back`: back from it without having
 * signed in. `signing-out`: on the way to the pool's sign-out. `signed-out-here-only`: signed out, but the pool could
 * not be reached and may still remember its own sign-in. `signed-out-elsewhere`: another tab signed out.
 */
export interface SignedOut {
  readonly status: 'signed-out'
  readonly reason:
    | 'no-session'
    | 'redirecting'
    | 'came-back'
    | 'signing-out'
    | 'signed-out-here-only'
    | 'signed-out-elsewhere'
}

/** Somebody is signed in. Claims, scopes and groups decide what to show; what is allowed, the API decides. */
export interface SignedIn {
  readonly status: 'signed-in'
  readonly claims: IdTokenClaims
  readonly scopes: readonly string[]
  readonly groups: readonly string[]
  /**
   * A fresh access token. However many ask at once, at most one request goes to the pool.
   * @throws {SessionEndedError} when the session is over; {@link PoolUnreachableError} when the pool cannot be reached.
   */
  getAccessToken(): Promise<string>
}

/** The session is over, and not by signing out: keep the page and what was typed, and offer to sign in again. */
export interface Ended {
  readonly status: 'ended'
  /** `expired`: the pool takes the refresh token no longer. */
  readonly reason: 'expired'
}

/** Signing in or restoring did not work. */
export interface Failed {
  readonly status: 'failed'
  /**
   * `cancelled`: the person went back. `link-expired`: the callback belongs to no sign-in of this tab. `unreachable`:
   * no answer from the pool. `refused`: the pool refuses. `unusable-answer`: its answer fails our checks.
   */
  readonly problem: 'cancelled' | 'link-expired' | 'unreachable' | 'refused' | 'unusable-answer'
  /** Tries again what failed. */
  retry(): Promise<void>
}
