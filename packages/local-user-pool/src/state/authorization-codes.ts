import { randomUUID } from 'node:crypto'
import { createTable } from './table.ts'

/** What an authorization code stands for: the request it answers and the person who signed in. */
export interface CodeGrant {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly codeChallenge?: string
  readonly nonce?: string
  readonly resource?: string
  readonly sub: string
  /** Seconds since 1970. */
  readonly authTime: number
}

export type CodeRedemption =
  | { readonly kind: 'first'; readonly grant: CodeGrant }
  /** `originJti` names the tokens the first redemption gave, if it succeeded. */
  | { readonly kind: 'replay'; readonly grant: CodeGrant; readonly originJti?: string }
  | { readonly kind: 'unknown' }

/** Codes live in memory: after a restart an unredeemed one is gone, and the app starts over. */
export interface AuthorizationCodes {
  issue(grant: CodeGrant): string
  /** Takes the code: from here on every other attempt is a replay, even if this one fails. */
  redeem(code: string): CodeRedemption
  /** Remembers which tokens came of it. */
  redeemed(code: string, originJti: string): void
}

// Source: Cognito Developer Guide, "The redirect and authorization endpoint".
const lifetimeMs = 300_000

interface StoredCode {
  readonly grant: CodeGrant
  readonly expiresAt: number
  readonly isRedeemed: boolean
  readonly originJti?: string
}

export function createAuthorizationCodes(now: () => number): AuthorizationCodes {
  const codes = createTable<StoredCode>({ limit: 10_000, now, expiresAt: ({ expiresAt }) => expiresAt })

  return {
    issue(grant) {
      const code = randomUUID()
      codes.set(code, { grant, expiresAt: now() + lifetimeMs, isRedeemed: false })
      return code
    },
    redeem(code) {
      const stored = codes.get(code)
      if (stored === undefined || stored.expiresAt <= now()) return { kind: 'unknown' }
      const { grant, originJti } = stored
      if (stored.isRedeemed) return { kind: 'replay', grant, ...(originJti !== undefined && { originJti }) }
      codes.set(code, { ...stored, isRedeemed: true })
      return { kind: 'first', grant }
    },
    redeemed(code, originJti) {
      const stored = codes.get(code)
      if (stored !== undefined) codes.set(code, { ...stored, originJti })
    },
  }
}
