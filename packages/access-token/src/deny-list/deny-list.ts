import type { AccessTokenClaims } from '@lifeguard/cognito'
import { DeniedTokens } from './denied-tokens.ts'
import type { DenyListEntry, DenyListStore } from './deny-list-store.ts'

export interface DenyListOptions {
  readonly store: DenyListStore
  /** For how long a refresh token of the pool's app clients is good, at most: Cognito's setting, in seconds. */
  readonly refreshTokenSeconds: number
  /** For how long an access token is good, at most, in seconds. */
  readonly accessTokenSeconds: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
  readonly monotonicNow?: () => number
}

/** Refuses tokens before they expire. What it is told binds here at once, and elsewhere within two seconds. */
export interface DenyList {
  /** For the verifier's option of this name. Rejects while the store cannot be read. */
  readonly isRevoked: (claims: AccessTokenClaims) => boolean | Promise<boolean>
  /** Refuses every token that descends from a sign-in, whatever is refreshed from it. */
  readonly denySignIn: (signIn: { issuer: string; originJti: string }) => Promise<void>
  /** Refuses every token of a subject whose sign-in is not after a moment, in seconds since 1970; by default, now. */
  readonly denySubject: (caller: {
    issuer: string
    subject: string
    signedInUntil?: number | undefined
  }) => Promise<void>
}

const refreshAheadMs = 1000
const oldestMs = 2000
const readTimeoutMs = 1000
const pauseAfterFaultMs = 250

/**
 * A deny-list over a store. Requests are answered from a copy in memory that is never older than two seconds: it is
 * read again in the background when it is one second old and somebody asks. Throws for options that make no sense.
 */
export function createDenyList(options: DenyListOptions): DenyList {
  const { store, now = Date.now, monotonicNow = () => performance.now() } = options ?? {}
  checkOptions(options ?? {})
  const denied = new DeniedTokens()
  // No longer than the pool could still issue a token that the entry must refuse.
  const lifetimeMs = (options.refreshTokenSeconds + options.accessTokenSeconds) * 1000

  let cursor: string | null = null
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  let fault: { readonly error: unknown; readonly at: number } | null = null

  function read(): Promise<void> {
    if (fault !== null && monotonicNow() - fault.at < pauseAfterFaultMs) return Promise.reject(fault.error)
    reading ??= readOnce()
      .catch((error: unknown) => {
        fault = { error, at: monotonicNow() }
        throw error
      })
      .finally(() => {
        reading = null
      })
    return reading
  }

  async function readOnce(): Promise<void> {
    const startedAt = monotonicNow()
    const page = await within(readTimeoutMs, store.readSince(cursor))
    for (const entry of page.entries) denied.add(entry)
    denied.forgetBefore(now())
    cursor = page.cursor
    // What was added while we read may be missing, so the copy is as old as the question.
    readAt = startedAt
  }

  function isRevoked(claims: AccessTokenClaims): boolean | Promise<boolean> {
    const age = monotonicNow() - readAt
    if (age > oldestMs) return read().then(() => denied.has(claims))
    if (age > refreshAheadMs) read().catch(() => undefined)
    return denied.has(claims)
  }

  async function deny(entry: DenyListEntry): Promise<void> {
    await store.add(entry)
    denied.add(entry)
  }

  return {
    isRevoked,
    denySignIn: ({ issuer, originJti }) =>
      deny({ kind: 'sign-in', issuer, originJti, until: now() + lifetimeMs }),
    denySubject: ({ issuer, subject, signedInUntil = Math.floor(now() / 1000) }) =>
      deny({ kind: 'subject', issuer, subject, signedInUntil, until: now() + lifetimeMs }),
  }
}

function checkOptions({ store, refreshTokenSeconds, accessTokenSeconds }: Partial<DenyListOptions>): void {
  if (typeof store?.readSince !== 'function' || typeof store.add !== 'function') {
    throw new Error(
      'Cannot keep a deny-list: store must have add() and readSince(), as createMemoryDenyListStore() returns them',
    )
  }
  for (const seconds of [refreshTokenSeconds, accessTokenSeconds]) {
    if (seconds !== undefined && Number.isFinite(seconds) && seconds > 0) continue
    throw new Error('Cannot keep a deny-list: say for how many seconds refresh and access tokens are good')
  }
}

async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  const { promise: timeout, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`The deny-list store did not answer in ${timeoutMs} ms`)),
    timeoutMs,
  )
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}
