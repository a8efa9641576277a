/**
 * The first two of three answers about a token. The third, "we cannot know", is a thrown
 * {@link CannotJudge}: it becomes 503, since an outage of the pool is not the caller's fault.
 */
export type Verdict<P> =
  | { readonly valid: true; readonly principal: P }
  | { readonly valid: false; readonly reason: string }

/**
 * Judges one token, at once or after a while. The package knows nothing of its format: whatever stands behind "Bearer"
 * comes here, and what could be no token at all is answered 400 unless it is found valid.
 */
export type VerifyToken<P> = (token: string) => Verdict<P> | Promise<Verdict<P>>

/** What a verifier throws, as an `Error`, when it could not judge: recognised by this member. */
export interface CannotJudge {
  readonly retryAfterSeconds: number
}

/** Whether an error means "we cannot know for now", with the seconds after which asking again makes sense. */
export function cannotJudge(error: unknown): error is Error & CannotJudge {
  return error instanceof Error && 'retryAfterSeconds' in error && typeof error.retryAfterSeconds === 'number'
}
