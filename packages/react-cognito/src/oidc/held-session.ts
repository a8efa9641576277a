import type { IdTokenClaims } from '@lifeguard/cognito'
import { User } from 'oidc-client-ts'
import { type KeptSession, toKeptSession } from '../kept-session.ts'
import type { LentSession } from '../tab-channel.ts'
import { readIdToken } from './id-token.ts'
import { readJwtClaims } from './jwt-claims.ts'

/** A session with its tokens, in the memory of this tab. */
export interface HeldSession extends KeptSession {
  readonly user: User
  readonly claims: IdTokenClaims
  /** When the person proved who they are, by the clock of this device. Milliseconds. */
  readonly startedAtMs: number
  /** When the access token should be renewed while somebody looks at the page, and when it must be. Milliseconds. */
  readonly renewAtMs: number
  readonly uselessAtMs: number
}

const longestRenewalMarginMs = 60_000
const longestUselessMarginMs = 15_000

/** Holds what the pool, or another tab, gave. The margins are shares of the lifetime, so that short tokens work too. */
export function toHeldSession(kept: KeptSession, user: User, claims: IdTokenClaims): HeldSession {
  const expiresAtMs = (user.expires_at ?? 0) * 1000
  const lifetimeMs = (claims.exp - claims.iat) * 1000
  return {
    ...toKeptSession(kept),
    user,
    claims,
    startedAtMs: claims.auth_time * 1000 + clockLeadMs(user),
    renewAtMs: expiresAtMs - Math.min(longestRenewalMarginMs, lifetimeMs / 5),
    // A token that dies on its way to the API is worth nothing.
    uselessAtMs: expiresAtMs - Math.min(longestUselessMarginMs, lifetimeMs / 10),
  }
}

// Below that it is rounding, and the way from the pool.
const leastClockLeadMs = 60_000

/** How far the clock of this device is ahead of the pool's: both have told when the access token expires. */
function clockLeadMs({ access_token, expires_at = 0 }: User): number {
  const expiresAt = readJwtClaims(access_token)?.exp
  const leadMs = typeof expiresAt === 'number' ? (expires_at - expiresAt) * 1000 : 0
  return Math.abs(leadMs) < leastClockLeadMs ? 0 : leadMs
}

export function isUseful(held: HeldSession): boolean {
  return Date.now() < held.uselessAtMs
}

export function lend(held: HeldSession): LentSession {
  return { ...toKeptSession(held), user: held.user.toStorageString() }
}

/** What another tab lent, or `null` when it is not for this pool and app client. */
export function takeLent(lent: LentSession, pool: { issuer: string; clientId: string }): HeldSession | null {
  if (lent.issuer !== pool.issuer) return null
  const user = readUser(lent.user)
  const verdict = readIdToken(user?.id_token, pool)
  return user && verdict.valid ? toHeldSession(lent, user, verdict.claims) : null
}

function readUser(text: string): User | null {
  try {
    return User.fromStorageString(text)
  } catch {
    return null
  }
}
