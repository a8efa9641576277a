/** The session is over; `session.current()` says why. */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError'
  readonly code = 'session-ended'

  constructor() {
    super('Cannot get an access token, because nobody is signed in any more: sign in again')
  }
}

/** The pool gave no usable answer. The session is kept, and the renewal is tried again. */
export class PoolUnreachableError extends Error {
  override readonly name = 'PoolUnreachableError'
  readonly code = 'pool-unreachable'

  constructor() {
    super('Cannot renew the access token, because the user pool cannot be reached: try again later')
  }
}
