import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Journal } from './journal.ts'
import { isSameSecret, toDigest } from './secrets.ts'

export type CodePurpose = 'sign-up' | 'reset'

/** The six digits that Cognito mails. */
export interface VerificationCodes {
  /** A new code; the one before is void. */
  issue(purpose: CodePurpose, sub: string): string
  /** Whether this is the code. It is good once; after five wrong ones it is void. */
  accept(purpose: CodePurpose, sub: string, code: string): boolean
}

// Source: "Quotas in Amazon Cognito".
const lifetimeMs = { 'sign-up': 24 * 3_600_000, reset: 3_600_000 }

const schema = z.object({ digest: z.string(), expiresAt: z.number(), attemptsLeft: z.number() })

export function createVerificationCodes(journal: Journal, now: () => number): VerificationCodes {
  const codes = journal.table('verification-codes', {
    schema,
    limit: 10_000,
    expiresAt: ({ expiresAt }) => expiresAt,
  })

  return {
    issue(purpose, sub) {
      const code = randomInt(1_000_000).toString().padStart(6, '0')
      const expiresAt = now() + lifetimeMs[purpose]
      codes.set(`${purpose} ${sub}`, { digest: toDigest(code), expiresAt, attemptsLeft: 5 })
      return code
    },
    accept(purpose, sub, code) {
      const key = `${purpose} ${sub}`
      const stored = codes.get(key)
      if (stored === undefined || stored.expiresAt <= now() || stored.attemptsLeft === 0) return false
      if (isSameSecret(toDigest(code), stored.digest)) {
        codes.delete(key)
        return true
      }
      codes.set(key, { ...stored, attemptsLeft: stored.attemptsLeft - 1 })
      return false
    },
  }
}
