/** RFC 6749 §5.2, with Cognito's status: 400 for all of them at the token endpoint, `invalid_client` included. */
export interface TokenError {
  readonly kind: 'error'
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
  readonly description?: string
  /** For the log: what was wrong. Never a code, a token or a secret. */
  readonly reason: string
}

export function tokenError(error: TokenError['error'], reason: string, description?: string): TokenError {
  return { kind: 'error', error, reason, ...(description !== undefined && { description }) }
}
