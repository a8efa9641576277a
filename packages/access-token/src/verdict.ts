import type { AccessTokenClaims } from '@lifeguard/cognito'
import type { Principal } from './principal.ts'

/** Why a token is not valid: for logs and metrics, never for the answer to the caller. */
export type Reason =
  | 'malformed'
  | 'issuer'
  | 'algorithm'
  | 'unknown-key'
  | 'signature'
  | 'claims'
  | 'expired'
  | 'not-yet-valid'
  | 'token-use'
  | 'client'
  | 'resource'

/** Two of three answers about a token; the third is a thrown {@link KeySetUnavailableError}. */
export type Verdict =
  | { readonly valid: true; readonly principal: Principal; readonly claims: AccessTokenClaims }
  | { readonly valid: false; readonly reason: Reason }

/** No usable key set is held, so the token cannot be judged: neither good nor bad. */
export class KeySetUnavailableError extends Error {
  override readonly name = 'KeySetUnavailableError'
  readonly retryAfterSeconds: number

  constructor(issuer: string, options: { cause?: unknown; retryAfterSeconds: number }) {
    super(`Cannot read the key set of "${issuer}"`, { cause: options.cause })
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}
