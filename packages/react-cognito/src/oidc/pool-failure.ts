import { ErrorResponse, ErrorTimeout } from 'oidc-client-ts'

/**
 * What a failed token request means. `invalid-grant`: the code or refresh token is used up. `refused`: the pool takes
 * no such request. `unusable`: an answer came, and oidc-client-ts could not use it. `unreachable`: anything else, for
 * only an answer that speaks OAuth can end a session; an outage, a proxy or a captive portal cannot.
 */
export type PoolFailure = 'invalid-grant' | 'refused' | 'unusable' | 'unreachable'

// RFC 6749 §5.2.
const finalErrors = [
  'invalid_request',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
]

export function toPoolFailure(error: unknown): PoolFailure {
  if (error instanceof ErrorResponse) {
    if (error.error === 'invalid_grant') return 'invalid-grant'
    return finalErrors.includes(error.error ?? '') ? 'refused' : 'unreachable'
  }
  return isTransportError(error) ? 'unreachable' : 'unusable'
}

/** The pool did not answer in time. oidc-client-ts stops its own clock when the headers arrive. */
export class LateAnswerError extends Error {
  override readonly name = 'LateAnswerError'
}

// For an answer that is not JSON, or a status without an OAuth error, oidc-client-ts throws nothing but a sentence.
const transportSentences = /^Invalid response Content-Type|\(\d{3}\)/

function isTransportError(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof ErrorTimeout || error instanceof LateAnswerError)
    return true
  return error instanceof Error && transportSentences.test(error.message)
}
