/** What a refusal tells the caller, and what it tells the log. */
export interface RefusalDetails {
  readonly status: 400 | 401 | 403 | 503
  /** Why, for logs and metrics only: callers get one answer for every defect of a token. */
  readonly reason: string
  /** The `WWW-Authenticate` value, where there is one. */
  readonly challenge?: string
  /** Seconds, where trying again helps. */
  readonly retryAfterSeconds?: number
}

/**
 * A request that goes no further. Thrown by guards for the error handler of the app, which turns it into
 * `application/problem+json`; `message` is a fixed sentence that the caller may see. `status` and `headers` are where
 * Express's own error handling looks for them.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 400 | 401 | 403 | 503
  readonly reason: string
  readonly challenge: string | null
  readonly retryAfterSeconds: number | null

  constructor(
    message: string,
    { status, reason, challenge, retryAfterSeconds }: RefusalDetails,
    cause?: unknown,
  ) {
    // A refusal is an answer and no fault: nobody asks where it was thrown, and the stack would cost the most of it.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message, cause === undefined ? undefined : { cause })
    Error.stackTraceLimit = stackTraceLimit
    this.status = status
    this.reason = reason
    this.challenge = challenge ?? null
    this.retryAfterSeconds = retryAfterSeconds ?? null
  }

  /** The headers that belong to this answer. */
  get headers(): Record<string, string> {
    return {
      'Cache-Control': 'no-store',
      ...(this.challenge !== null && { 'WWW-Authenticate': this.challenge }),
      ...(this.retryAfterSeconds !== null && { 'Retry-After': String(Math.ceil(this.retryAfterSeconds)) }),
    }
  }
}
