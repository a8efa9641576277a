import type { IdTokenClaims } from '@lifeguard/cognito'
import type { User } from 'oidc-client-ts'
import { type IdTokenVerdict, isTimely, readIdToken } from './id-token.ts'

/** Our answer about what the token endpoint gave. `clock`: this device's clock and the pool's differ. */
type TokenAnswerVerdict =
  | IdTokenVerdict
  | { readonly valid: false; readonly reason: 'token-type' | 'access-token' | 'lifetime' | 'clock' }

/** The pool's answer fails our checks, and nothing of it is kept. */
export class UnusableAnswerError extends Error {
  override readonly name = 'UnusableAnswerError'
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(`Cannot use the answer of the user pool: it fails the check "${reason}"`, options)
    this.reason = reason
  }
}

// Cognito's longest access token.
const longestLifetimeSeconds = 24 * 60 * 60

/** Checks what oidc-client-ts made of a token response (RFC 6749 §5.1) before anything of it is kept. */
function verifyTokenAnswer(
  user: User,
  expected: { issuer: string; clientId: string; nowMs: number },
): TokenAnswerVerdict {
  if (typeof user.token_type !== 'string' || user.token_type.toLowerCase() !== 'bearer') {
    return { valid: false, reason: 'token-type' }
  }
  if (
    typeof user.access_token !== 'string' ||
    user.access_token === '' ||
    user.access_token.length > 16_384
  ) {
    return { valid: false, reason: 'access-token' }
  }
  const { expires_in = 0 } = user
  if (!(expires_in > 0 && expires_in <= longestLifetimeSeconds)) return { valid: false, reason: 'lifetime' }

  const verdict = readIdToken(user.id_token, expected)
  if (!verdict.valid) return verdict
  return isTimely(verdict.claims, expected.nowMs) ? verdict : { valid: false, reason: 'clock' }
}

/** Checks it, and throws when a check fails. A device whose clock is wrong asks its own web server for the time. */
export async function acceptTokenAnswer(
  user: User,
  pool: { issuer: string; clientId: string },
): Promise<IdTokenClaims> {
  const verdict = verifyTokenAnswer(user, { ...pool, nowMs: Date.now() })
  if (verdict.valid) return verdict.claims
  if (verdict.reason !== 'clock') throw new UnusableAnswerError(verdict.reason)

  const secondVerdict = verifyTokenAnswer(user, { ...pool, nowMs: await readServerTimeMs() })
  if (!secondVerdict.valid) throw new UnusableAnswerError(secondVerdict.reason)
  return secondVerdict.claims
}

async function readServerTimeMs(): Promise<number> {
  const answer = await fetch('/', {
    method: 'HEAD',
    cache: 'no-store',
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined)
  return Date.parse(answer?.headers.get('date') ?? '')
}
