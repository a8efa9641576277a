import { KeySetUnavailableError } from '../verdict.ts'
import { type AdmittedKeys, admitKeys, type RefusedKey, type VerificationKey } from './admit-keys.ts'
import { fetchKeySet } from './fetch-key-set.ts'
import { RefetchBudget } from './refetch-budget.ts'
import { retryDelayMs } from './retry-delay.ts'

export interface KeySetOptions {
  readonly issuer: string
  readonly url: string
  /** After this time a set is read again, at the latest. */
  readonly maxAgeMs: number
  /** For this long beyond its age a set serves on, while the pool cannot be read. */
  readonly staleMs: number
  /** Milliseconds that only ever grow: a step of the wall clock must not lengthen trust in a key. */
  readonly monotonicNow: () => number
  readonly onEvent: (event: KeySetEvent) => void
}

/** One reading of a key set, for logs and metrics. */
export type KeySetEvent =
  | {
      readonly kind: 'loaded'
      readonly issuer: string
      readonly keys: number
      readonly refused: readonly RefusedKey[]
    }
  | { readonly kind: 'failed'; readonly issuer: string; readonly error: unknown; readonly stillHeld: boolean }

/** Whether tokens can be judged: `stale` is a set that serves on while the pool cannot be read. */
export type KeySetState = 'fresh' | 'stale' | 'none'

/** The keys that one pool publishes at the moment, as well as one can know. */
export interface KeySet {
  /**
   * The key with this id, at once if it is held. Waits for the pool only if nothing usable is held or the id is new.
   * Rejects with {@link KeySetUnavailableError} if nothing usable is held and the pool cannot be read.
   */
  readonly find: (keyId: string) => VerificationKey | Promise<VerificationKey | undefined>
  /** Whether a key found earlier is still trusted, as far as is known without waiting. */
  readonly trusts: (key: VerificationKey) => boolean
  /** Reads the set if none is held. Never rejects. */
  readonly prefetch: () => Promise<void>
  readonly state: () => KeySetState
  readonly ageSeconds: () => number | null
  readonly close: () => void
}

const fetchTimeoutMs = 2000
const shortestFreshnessMs = 30_000

/** Keeps the key set of a pool at hand: reads it ahead of time, in the background, one request at a time. */
export function createKeySet(options: KeySetOptions): KeySet {
  const { issuer, url, maxAgeMs, staleMs, monotonicNow, onEvent } = options
  const budget = new RefetchBudget(monotonicNow())
  const closing = new AbortController()

  let keys: ReadonlyMap<string, VerificationKey> = new Map()
  let loadedAt: number | null = null
  let freshMs = maxAgeMs
  // The fault of the last reading; while there is one, the set is held beyond its age.
  let fault: { readonly error: unknown } | null = null
  // In a row, and counted anew once nothing is held any longer: then every token is answered 503, and there is hurry.
  let faults = 0
  let wasHeld = false
  let nextReadingAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  function age(now = monotonicNow()): number {
    return loadedAt === null ? Number.POSITIVE_INFINITY : now - loadedAt
  }

  // A reading under way is given its time before requests wait for it.
  function isUsable(now = monotonicNow()): boolean {
    return age(now) <= (fault === null ? freshMs + fetchTimeoutMs : freshMs + staleMs)
  }

  function read(): Promise<void> {
    reading ??= readOnce().finally(() => {
      reading = null
    })
    return reading
  }

  async function readOnce(): Promise<void> {
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(fetchTimeoutMs)])
      const fetched = await fetchKeySet(url, signal)
      accept(await admitKeys(fetched.document, keys), fetched.freshForSeconds)
    } catch (error) {
      holdOn(error)
    }
  }

  function accept(admitted: AdmittedKeys, freshForSeconds: number | null): void {
    // Cognito always publishes keys: a set without one is a fault, and no reason to refuse everybody.
    if (admitted.keys.size === 0) throw new Error('it holds no usable key')

    // Replaced and not merged: a key that is gone is not trusted any longer.
    keys = admitted.keys
    loadedAt = monotonicNow()
    freshMs = Math.min(
      maxAgeMs,
      Math.max(shortestFreshnessMs, (freshForSeconds ?? Number.POSITIVE_INFINITY) * 1000),
    )
    fault = null
    faults = 0
    wasHeld = true
    readAgainIn(freshMs * (0.8 + 0.1 * Math.random()))
    onEvent({ kind: 'loaded', issuer, keys: keys.size, refused: admitted.refused })
  }

  function holdOn(error: unknown): void {
    if (closing.signal.aborted) return
    fault = { error }
    const heldForMs = freshMs + staleMs - age()
    const isHeld = heldForMs > 0
    faults = wasHeld && !isHeld ? 1 : faults + 1
    wasHeld = isHeld
    readAgainIn(retryDelayMs(faults, heldForMs))
    onEvent({ kind: 'failed', issuer, error, stillHeld: isHeld })
  }

  function readAgainIn(delayMs: number): void {
    nextReadingAt = monotonicNow() + delayMs
    clearTimeout(timer)
    timer = setTimeout(read, delayMs)
    timer.unref()
  }

  // Asked at every request, so it looks at the clock once. Timers sleep with the process; whoever asks wakes them.
  function keysAtHand(): ReadonlyMap<string, VerificationKey> | null {
    const now = monotonicNow()
    if (reading === null && now >= nextReadingAt && !closing.signal.aborted) void read()
    return isUsable(now) ? keys : null
  }

  function find(keyId: string): VerificationKey | Promise<VerificationKey | undefined> {
    return keysAtHand()?.get(keyId) ?? findLater(keyId)
  }

  async function findLater(keyId: string): Promise<VerificationKey | undefined> {
    if (!isUsable()) await reading
    if (!isUsable()) throw unavailable()
    return keys.get(keyId) ?? (await findNew(keyId))
  }

  async function findNew(keyId: string): Promise<VerificationKey | undefined> {
    if (reading !== null) await reading
    if (keys.has(keyId) || fault !== null) return keys.get(keyId)

    const spent = reading === null ? budget.spend(monotonicNow()) : null
    if (spent !== null) read()
    await reading
    const key = keys.get(keyId)
    if (key !== undefined) spent?.giveBack()
    return key
  }

  function unavailable(): KeySetUnavailableError {
    const retryAfterSeconds = Math.max(1, Math.ceil((nextReadingAt - monotonicNow()) / 1000))
    return new KeySetUnavailableError(issuer, { cause: fault?.error, retryAfterSeconds })
  }

  return {
    find,
    trusts: (key) => keysAtHand()?.get(key.keyId) === key,
    async prefetch() {
      if (!isUsable()) await read()
    },
    state() {
      if (!isUsable()) return 'none'
      return fault === null || age() <= freshMs ? 'fresh' : 'stale'
    },
    ageSeconds: () => (loadedAt === null ? null : age() / 1000),
    close() {
      closing.abort()
      clearTimeout(timer)
    },
  }
}
