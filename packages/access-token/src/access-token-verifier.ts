import { keySetUrl } from '@lifeguard/cognito'
import { toDecision, toUnavailable } from './decision.ts'
import { type Judgement, judge, judgeAgain, type Pool, type Proved, revoke } from './judge.ts'
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
   * Judges one token; at once where nothing has to be waited for. Rejects with `KeySetUnavailableError` or
   * `RevocationUnavailableError` when it cannot: both carry `retryAfterSeconds`.
   */
  readonly verify: (token: string) => Verdict | Promise<Verdict>
  /** Reads the key sets ahead of the first request. Never rejects: without a key set, tokens are answered 503. */
  readonly prefetch: () => Promise<readonly Readiness[]>
  readonly readiness: () => readonly Readiness[]
  /** Stops what runs in the background. */
  readonly close: () => void
}

/** A token that is being judged, known by its digest alone. */
interface Question {
  readonly digest: string
  /** What was remembered of it. */
  readonly known: Proved | undefined
  readonly startedAt: number
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

  function verify(token: string): Verdict | Promise<Verdict> {
    // Where nobody is told, nobody looks at the clock: this is on the way of every request.
    const startedAt = onDecision === null ? 0 : monotonicNow()
    const digest = RememberedTokens.digest(token)
    const known = recall(digest)
    const question = { digest, known, startedAt }
    const first = known === undefined ? judge(token, pools, now() / 1000) : judgeAgain(known, now() / 1000)
    const judgement = first instanceof Promise ? first.then(refuseRevoked) : refuseRevoked(first)
    return judgement instanceof Promise ? answerLater(question, judgement) : answer(question, judgement)
  }

  function answer({ digest, known, startedAt }: Question, judgement: Judgement): Verdict {
    if (!judgement.proved) remembered.delete(digest)
    else if (known === undefined) remembered.set(digest, judgement)
    onDecision?.(toDecision(judgement, known !== undefined, monotonicNow() - startedAt))
    return judgement.verdict
  }

  async function answerLater(question: Question, judging: Promise<Judgement>): Promise<Verdict> {
    try {
      return answer(question, await judging)
    } catch (error) {
      onDecision?.(toUnavailable(error, question.known?.pool, monotonicNow() - question.startedAt))
      throw error
    }
  }

  // A token goes with the key that proved it.
  function recall(digest: string): Proved | undefined {
    const known = remembered.get(digest)
    return known?.pool.keySet.trusts(known.key) ? known : undefined
  }

  function refuseRevoked(judgement: Judgement): Judgement | Promise<Judgement> {
    if (!judgement.proved || settings.isRevoked === null) return judgement
    try {
      const revoked = settings.isRevoked(judgement.verdict.claims)
      if (typeof revoked === 'boolean') return revoked ? revoke(judgement) : judgement
      return Promise.resolve(revoked).then((later) => (later ? revoke(judgement) : judgement), cannotTell)
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

function cannotTell(cause: unknown): Promise<never> {
  return Promise.reject(new RevocationUnavailableError({ cause }))
}
