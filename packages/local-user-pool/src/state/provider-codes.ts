import { randomUUID } from 'node:crypto'
import { createTable } from './table.ts'

/** Whom an identity provider vouches for. */
export interface ProvenIdentity {
  readonly provider: string
  readonly email: string
}

/** The codes with which identity providers send people back. One is good once, for a minute. */
export interface ProviderCodes {
  issue(identity: ProvenIdentity): string
  redeem(code: string): ProvenIdentity | undefined
}

const lifetimeMs = 60_000

export function createProviderCodes(now: () => number): ProviderCodes {
  const codes = createTable<{ identity: ProvenIdentity; expiresAt: number }>({
    limit: 1000,
    now,
    expiresAt: ({ expiresAt }) => expiresAt,
  })

  return {
    issue(identity) {
      const code = randomUUID()
      codes.set(code, { identity, expiresAt: now() + lifetimeMs })
      return code
    },
    redeem(code) {
      const stored = codes.get(code)
      codes.delete(code)
      return stored !== undefined && now() < stored.expiresAt ? stored.identity : undefined
    },
  }
}
