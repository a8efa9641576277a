import { keySetUrl } from '@lifeguard/cognito'
import { toDecision, toUnavailable } from './decision.ts'
import { judge, judgeAgain, type Pool, type Proved, revoke } from './judge.ts'
import { createKeySet, type KeySet, type KeySetState } from './key-set/key-set.ts'
import { type AcceptedPool, type AccessTokenVerifierOptions, readOptions, type Settings } from './options.ts'
import { RememberedTokens } from './remembered-tokens.ts'
import { RevocationUnavailableError, type Verdict } from './verdict.ts'

/** Whether tokens of a pool can be judged: `stale` keys serve on while the pool does not answer. */
export interface Readiness {
  readonly issuer: string
  readonly keySet: KeySetState
}

export interface AccessTokenVerifier {
  /**
   * Judges one token. Throws `KeySetUnavailableError` or `RevocationUnavailableError` when it cannot: both carry
   * `retryAfterSeconds`.
   */
  readonly verify: (token: string) => Promise<Verdict>
  /** Reads the key sets ahead of the first request. Never rejects: without a key set, tokens are answered 503. */
  readonly prefetch: () => Promise<readonly Readiness[]>
  readonly readiness: () => readonly Readiness[]
  /** Stops what runs in the background. */
  readonly close: () => void
}

/** Judges access tokens of the given user pools. Throws for options that make no sense. */
export function createAccessTokenVerifier(options: AccessTokenVerifierOptions): AccessTokenVerifier {
  const settings = readOptions(options)
  return createVerifier(settings, ({ issuer }) =>
    createKeySet({
      issuer,
      url: keySetUrl(issuer),
      maxAgeMs: settings.keySetMaxAgeSeconds * 1000,
      staleMs: settings.keySetStaleSeconds * 1000,
      monotonicNow: settings.monotonicNow,
      onEvent: settings.onKeySet,
    }),
  )
}

/** The verifier, wherever its key sets come from. */
export function createVerifier(
  settings: Settings,
  keySetOf: (pool: AcceptedPool) => KeySet,
): AccessTokenVerifier {
  const { now, monotonicNow, onDecision } = settings
  const pools = new Map(settings.pools.map((pool) => [pool.issuer, toPool(pool, keySetOf(pool), settings)]))
  const remembered = new RememberedTokens<Proved>(settings.rememberedTokens)

  async function verify(token: string): Promise<Verdict> {
    const startedAt = monotonicNow()
    const digest = RememberedTokens.digest(token)
    const known = recall(digest)
    try {
      let judgement =
        known === undefined ? await judge(token, pools, now() / 1000) : judgeAgain(known, now() / 1000)
      if (judgement.proved) {
        const revoked = isRevoked(judgement)
        if (revoked !== false && (await revoked)) judgement = revoke(judgement)
      }

      if (!judgement.proved) remembered.delete(digest)
      else if (known === undefined) remembered.set(digest, judgement)
      onDecision?.(toDecision(judgement, known !== undefined, monotonicNow() - startedAt))
      return judgement.verdict
    } catch (error) {
      onDecision?.(toUnavailable(error, known?.pool, monotonicNow() - startedAt))
      throw error
    }
  }

  // A token goes with the key that proved it.
  function recall(digest: string): Proved | undefined {
    const known = remembered.get(digest)
    return known?.pool.keySet.trusts(known.key) ? known : undefined
  }

  function isRevoked({ verdict }: Proved): boolean | Promise<boolean> {
    if (settings.isRevoked === null) return false
    try {
      const revoked = settings.isRevoked(verdict.claims)
      return typeof revoked === 'boolean' ? revoked : revoked.catch(cannotTell)
    } catch (error) {
      return cannotTell(error)
    }
  }

  function readiness(): readonly Readiness[] {
    return [...pools.values()].map(({ issuer, keySet }) => ({ issuer, keySet: keySet.state() }))
  }

  return {
    verify,
    readiness,
    async prefetch() {
      await Promise.all([...pools.values()].map(({ keySet }) => keySet.prefetch()))
      return readiness()
    },
    close() {
      for (const { keySet } of pools.values()) keySet.close()
    },
  }
}

function toPool(pool: AcceptedPool, keySet: KeySet, { clockSkewSeconds }: Settings): Pool {
  const { clientIds, thirdPartyClientIds = [], requireResource = false } = pool
  return {
    ...pool,
    clientIds: clientIds === null ? null : [...clientIds, ...thirdPartyClientIds],
    thirdPartyClientIds,
    requireResource,
    clockSkewSeconds,
    keySet,
  }
}

function cannotTell(cause: unknown): never {
  throw new RevocationUnavailableError({ cause })
}
