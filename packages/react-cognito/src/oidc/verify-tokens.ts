import type { User } from 'oidc-client-ts'
import { type IdTokenVerdict, verifyIdToken } from './id-token.ts'

/** Our answer about a token response. */
export type TokensVerdict =
  | IdTokenVerdict
  | { readonly valid: false; readonly reason: 'token-type' | 'lifetime' }

/** The pool's answer fails our checks, and nothing of it was kept. */
export class UnusableTokensError extends Error {
  override readonly name = 'UnusableTokensError'

  constructor(reason: Extract<TokensVerdict, { valid: false }>['reason']) {
    super(`Cannot use the tokens of the user pool: they fail the check "${reason}"`)
  }
}

// Cognito's longest access token.
const longestLifetimeSeconds = 24 * 60 * 60

/** Checks what oidc-client-ts made of a token response (RFC 6749 §5.1) before anything of it is kept. */
export function verifyTokens(user: User, pool: { issuer: string; clientId: string }): TokensVerdict {
  if (user.token_type.toLowerCase() !== 'bearer') return { valid: false, reason: 'token-type' }
  if (typeof user.access_token !== 'string' || user.access_token === '') {
    return { valid: false, reason: 'malformed' }
  }
  const { expires_in } = user
  if (expires_in === undefined || !(expires_in > 0 && expires_in <= longestLifetimeSeconds)) {
    return { valid: false, reason: 'lifetime' }
  }
  return verifyIdToken(user.id_token, { ...pool, nowMs: Date.now() })
}
