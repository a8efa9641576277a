import type { ProblemName } from '@lifeguard/api-contract'
import { Refusal } from '@lifeguard/express-bearer-auth'
import { IdempotencyKeyReusedError, StillRunningError } from '../data/once.ts'
import { isDatabaseUnavailable } from '../data/unavailable.ts'
import { ProblemError } from './problem-error.ts'

/** What the caller is told about an error. Whatever is not expected here is `internal`, without a word about it. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof Refusal) return ofRefusal(error)
  if (error instanceof IdempotencyKeyReusedError) return new ProblemError('idempotency-key-reused')
  if (error instanceof StillRunningError)
    return new ProblemError('conflict', { headers: { 'Retry-After': '1' } })
  if (isDatabaseUnavailable(error)) return databaseUnavailable(error)
  if (isCallersFault(error)) return new ProblemError('invalid-request', { cause: error })
  return new ProblemError('internal', { cause: error })
}

function ofRefusal(refusal: Refusal): ProblemError {
  const { message: detail, headers, reason } = refusal
  return new ProblemError(refusalProblem(refusal), { detail, headers, reason, cause: refusal })
}

function refusalProblem({ status, reason }: Refusal): ProblemName {
  switch (status) {
    case 400:
      return 'invalid-request'
    case 401:
      return reason === 'sign-in-too-old' ? 'sign-in-too-old' : 'unauthenticated'
    case 403:
      return reason === 'insufficient-scope' ? 'insufficient-scope' : 'forbidden'
    case 503:
      return 'unavailable'
  }
}

function databaseUnavailable(cause: unknown): ProblemError {
  return new ProblemError('unavailable', {
    detail: 'The database cannot answer right now',
    headers: { 'Retry-After': '2' },
    reason: 'database-unavailable',
    cause,
  })
}

// What Express itself refuses: a path with bad percent-encoding, a body that breaks off, a condition that no file meets.
function isCallersFault(error: unknown): boolean {
  if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) return false
  return error.status >= 400 && error.status < 500
}
