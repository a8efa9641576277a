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
  /** When the person last proved who they are. */
  readonly startedAt: Date
  /** When the session ends for good; `null` when `refreshTokenSeconds` is not set. */
  readonly endsAt: Date | null
  /** Set once the end is near: say so, and offer what there is to be done about it. `null` before that. */
  readonly ending: Ending | null
  /** `waiting`: the pool could not be reached and will be tried again; until then the access token may expire. */
  readonly renewal: 'on-time' | 'waiting'
  /**
   * A fresh access token. However many ask at once, at most one request goes to the pool.
   * @param options.insteadOf a token that the API refused although it had not expired
   * @throws {SessionEndedError} when the session is over; {@link PoolUnreachableError} when the pool cannot be reached
   */
  getAccessToken(options?: { insteadOf?: string }): Promise<string>
  /** Ends the session in this tab, because the API refuses even a renewed access token. */
  end(): Promise<void>
}

/**
 * The session is going to end, at a moment by the clock of this device.
 *
 * `lifetime`: its time is up, announced five minutes before; only a new sign-in (`prompt: 'login'`) goes on after it.
 * `idle`: nobody has done anything in any tab for long, announced two minutes before; `stay()` says that somebody is
 * here. From the announcement on nothing else does, in the tabs that announce it.
 */
export type Ending =
  | { readonly because: 'lifetime'; readonly at: Date }
  | { readonly because: 'idle'; readonly at: Date; stay(): void }

/** The session is over, and not by signing out here: offer to sign in again. */
export interface Ended {
  readonly status: 'ended'
  /**
   * `expired`: its time is up, or the pool takes the refresh token no longer. `idle`: nobody has done anything for
   * `idleTimeoutSeconds`. `refused`: the pool or the API refuses what it gave. In all three cases keep the page and
   * what was typed. `switched-account`: somebody else signed in in another tab; a
   * reload continues as that person, so this page must not stay.
   */
  readonly reason: 'expired' | 'idle' | 'refused' | 'switched-account'
}

/** Signing in or restoring did not work. */
export interface Failed {
  readonly status: 'failed'
  /**
   * `cancelled`: the person went back. `link-expired`: the callback belongs to no sign-in of this tab. `unreachable`:
   * no answer from the pool; a restore is tried again by itself. `refused`: the pool refuses, or the app runs inside
   * a frame, where it does nothing. `unusable-answer`: the pool's answer fails our checks.
   */
  readonly problem: 'cancelled' | 'link-expired' | 'unreachable' | 'refused' | 'unusable-answer'
  /** Tries again what failed. */
  retry(): Promise<void>
}
