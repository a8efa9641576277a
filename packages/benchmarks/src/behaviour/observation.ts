/** What a guard did in one case. `close`: it refused, as it should, but with another answer. */
export interface Observation {
  readonly mark: 'right' | 'close' | 'wrong'
  /** As it stands in the table. */
  readonly text: string
}

/** An answer as far as the table is concerned. */
export interface Answer {
  readonly status: number
  readonly challenge: string | null
}

/** Judges an answer that should be 200. */
export function accepted({ status }: Answer): Observation {
  return { mark: status === 200 ? 'right' : 'wrong', text: String(status) }
}

/**
 * Judges an answer that should be 401. `error` is the error code that its challenge must hold (RFC 6750 §3.1); null:
 * a challenge without any.
 */
export function refused({ status, challenge }: Answer, error: string | null): Observation {
  const said = challenge === null ? 'no challenge' : (/error="?(\w+)/.exec(challenge)?.[1] ?? 'no error code')
  const text = `${status}, ${said}`
  if (status < 400 || status >= 500) return { mark: 'wrong', text: String(status) }
  const isRight = status === 401 && challenge !== null && said === (error ?? 'no error code')
  return { mark: isRight ? 'right' : 'close', text }
}

/** Judges a number that should not be above a limit. */
export function atMost(limit: number, value: number | null, toText: (value: number) => string): Observation {
  if (value === null) return { mark: 'wrong', text: 'never' }
  return { mark: value <= limit ? 'right' : 'wrong', text: toText(value) }
}
