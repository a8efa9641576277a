import type { Judgement, Pool } from './judge.ts'
import { KeySetUnavailableError, type Reason } from './verdict.ts'

/** One decision about a token, for logs and metrics. It never holds the token, nor anything unproved from it. */
export interface Decision {
  /** `unavailable` is the third answer: nobody could say. */
  readonly outcome: 'valid' | Reason | 'unavailable'
  /** The configured pool that the token names; null if it names none of them. */
  readonly issuer: string | null
  /** Null until the signature was found good. */
  readonly clientId: string | null
  /** Null until the signature was found good. */
  readonly subject: string | null
  /** How long ago the key set was read; null where no pool was asked. */
  readonly keySetAgeSeconds: number | null
  /** Whether the token was remembered. */
  readonly remembered: boolean
  readonly durationMs: number
}

/** What is told of a token that was judged. */
export function toDecision(judgement: Judgement, remembered: boolean, durationMs: number): Decision {
  const { verdict, pool } = judgement
  const claims = judgement.proved ? judgement.verdict.claims : judgement.signedClaims
  return {
    outcome: verdict.valid ? 'valid' : verdict.reason,
    issuer: pool?.issuer ?? null,
    clientId: textOrNull(claims?.client_id),
    subject: textOrNull(claims?.sub),
    keySetAgeSeconds: pool?.keySet.ageSeconds() ?? null,
    remembered,
    durationMs,
  }
}

/** What is told of a token that could not be judged. */
export function toUnavailable(error: unknown, pool: Pool | undefined, durationMs: number): Decision {
  return {
    outcome: 'unavailable',
    issuer: error instanceof KeySetUnavailableError ? error.issuer : (pool?.issuer ?? null),
    clientId: null,
    subject: null,
    keySetAgeSeconds: pool?.keySet.ageSeconds() ?? null,
    remembered: pool !== undefined,
    durationMs,
  }
}

function textOrNull(claim: unknown): string | null {
  return typeof claim === 'string' ? claim : null
}
