import type { AccessTokenClaims } from '@lifeguard/cognito'
import type { Principal } from './principal.ts'

/**
 * Why a token is not valid, in the order in which it is found out. Stable codes for logs and metrics, never for the
 * answer to the caller: that would tell a forger how far he has come.
 */
export type Reason =
  /** Longer than 8,192 characters, or its header longer than 1,024. */
  | 'too-large'
  /** Not three non-empty parts. */
  | 'not-a-jws'
  /** A part is not canonical base64url. */
  | 'encoding'
  /** Header or payload is not a JSON object, or not one that all parsers read alike. */
  | 'json'
  /** A header parameter that Cognito does not send, such as `crit`, `jku` or `jwk`. */
  | 'header'
  | 'algorithm'
  /** The header's `kid` is missing or not a text of 1 to 128 characters. */
  | 'key-id'
  /** `typ` names another kind of token. */
  | 'type'
  /** From no configured pool. */
  | 'issuer'
  /** The pool publishes no usable key with this `kid`. */
  | 'unknown-key'
  | 'signature'
  /** A claim is missing or of the wrong type. */
  | 'claims'
  /** Not an access token: `token_use`. */
  | 'token-use'
  /** `client_id` is not on the list. */
  | 'client'
  /** `aud` names somebody else. */
  | 'resource'
  | 'expired'
  /** `nbf` or `iat` is in the future. */
  | 'not-yet-valid'
  /** Made to live longer than any access token of Cognito, or to end before it begins. */
  | 'lifetime'
  | 'revoked'

/** Two of three answers about a token; the third is a thrown {@link KeySetUnavailableError}. */
export type Verdict =
  | { readonly valid: true; readonly principal: Principal; readonly claims: AccessTokenClaims }
  | { readonly valid: false; readonly reason: Reason }

/** No usable key set is held, so the token cannot be judged: neither good nor bad. */
export class KeySetUnavailableError extends Error {
  override readonly name = 'KeySetUnavailableError'
  readonly issuer: string
  readonly retryAfterSeconds: number

  constructor(issuer: string, options: { cause?: unknown; retryAfterSeconds: number }) {
    super(`Cannot judge access tokens of "${issuer}": no usable key set is held`, { cause: options.cause })
    this.issuer = issuer
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The hook that knows revoked tokens failed, so the token cannot be judged. */
export class RevocationUnavailableError extends Error {
  override readonly name = 'RevocationUnavailableError'
  readonly retryAfterSeconds = 1

  constructor(options: { cause: unknown }) {
    super('Cannot judge access tokens: it is not known which are revoked', options)
  }
}
