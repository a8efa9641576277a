import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Journal } from './journal.ts'
import { toDigest } from './secrets.ts'

const familySchema = z.object({
  sub: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  authTime: z.number(),
  resource: z.string().optional(),
  expiresAt: z.number(),
  isRevoked: z.boolean(),
})

const refreshTokenSchema = z.object({
  originJti: z.string(),
  expiresAt: z.number(),
  /** Since when (ms) a newer one takes its place. */
  replacedAt: z.number().optional(),
})

/** All tokens that descend from one sign-in share an `origin_jti`: this is what they have in common. */
export type TokenFamily = Readonly<z.output<typeof familySchema>>

export type RefreshTokenLookup =
  | { readonly kind: 'live'; readonly originJti: string; readonly family: TokenFamily }
  /** Replaced by a newer one, and the grace period is over. */
  | { readonly kind: 'reused'; readonly originJti: string; readonly family: TokenFamily }
  | { readonly kind: 'dead' }

export interface TokenFamilies {
  start(family: Omit<TokenFamily, 'isRevoked'>): string
  issueRefreshToken(originJti: string): string
  /** `graceMs`: how long a replaced refresh token still counts as live. */
  find(refreshToken: string, graceMs: number): RefreshTokenLookup
  /** A newer refresh token takes the place of this one. */
  replace(refreshToken: string): void
  revoke(originJti: string): void
  isRevoked(originJti: string): boolean
}

// A revoked family is remembered as long as an access token of it may live: one day at most on Cognito.
const rememberMs = 86_400_000

export function createTokenFamilies(journal: Journal, now: () => number): TokenFamilies {
  const families = journal.table('token-families', {
    schema: familySchema,
    limit: 20_000,
    expiresAt: ({ expiresAt }) => expiresAt + rememberMs,
  })
  const refreshTokens = journal.table('refresh-tokens', {
    schema: refreshTokenSchema,
    limit: 50_000,
    expiresAt: ({ expiresAt }) => expiresAt,
  })

  return {
    start(family) {
      const originJti = randomUUID()
      families.set(originJti, { ...family, isRevoked: false })
      return originJti
    },
    issueRefreshToken(originJti) {
      const family = families.get(originJti)
      if (family === undefined) throw new Error('Cannot issue a refresh token: its sign-in is gone')
      const refreshToken = createRefreshToken()
      refreshTokens.set(toDigest(refreshToken), { originJti, expiresAt: family.expiresAt })
      return refreshToken
    },
    find(refreshToken, graceMs) {
      const stored = refreshTokens.get(toDigest(refreshToken))
      const family = stored && families.get(stored.originJti)
      if (stored === undefined || family === undefined) return { kind: 'dead' }
      if (family.isRevoked || family.expiresAt <= now()) return { kind: 'dead' }

      const { originJti, replacedAt } = stored
      const isReused = replacedAt !== undefined && now() >= replacedAt + graceMs
      return { kind: isReused ? 'reused' : 'live', originJti, family }
    },
    replace(refreshToken) {
      const key = toDigest(refreshToken)
      const stored = refreshTokens.get(key)
      if (stored === undefined || stored.replacedAt !== undefined) return
      refreshTokens.set(key, { ...stored, replacedAt: now() })
    },
    revoke(originJti) {
      const family = families.get(originJti)
      if (family !== undefined) families.set(originJti, { ...family, isRevoked: true })
    },
    isRevoked: (originJti) => families.get(originJti)?.isRevoked === true,
  }
}

/**
 * Looks like Cognito's, an encrypted JWT in five parts of about 1,800 characters, and is random: clients must pass it
 * on as it is, and here there is nothing to decrypt.
 */
function createRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')
  const parts = [256, 12, 1000, 16].map((length) => randomBytes(length).toString('base64url'))
  return [header, ...parts].join('.')
}
