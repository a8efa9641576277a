/** How many requests a key may make in a window of time. */
export interface Quota {
  readonly limit: number
  readonly windowSeconds: number
}

/** What a key has left after a request. */
export interface Budget {
  readonly isAdmitted: boolean
  readonly remaining: number
  /** Until the window ends and the budget is whole again. */
  readonly resetSeconds: number
  /** The first refusal of this window: one line in the log stands for the flood. */
  readonly isFirstRefusal: boolean
}

/** A part of a budget, to be spent here without asking again. */
export interface Share {
  readonly granted: number
  /** Left for everybody, this share not counted. */
  readonly remaining: number
  readonly windowEndsInMs: number
}

/** Takes a share of a key's budget from the count that all instances have in common. */
export type TakeShare = (key: string, size: number) => Promise<Share>

export interface Budgets {
  /** Spends one request of a key. */
  take(key: string): Budget | Promise<Budget>
}

interface Purse {
  left: number
  remainingElsewhere: number
  endsAt: number
  hasRefused: boolean
  /** A share that is on its way, for which everybody waits. */
  refill: Promise<void> | null
}

export interface BudgetOptions extends Quota {
  /** Absent: this instance counts alone. */
  readonly takeShare?: TakeShare | undefined
  /** Told when the common count cannot be had; this instance counts alone until the window ends. */
  readonly onShareFailed?: (error: unknown) => void
  /** How many keys are kept in mind; beyond that, those that came first are forgotten. */
  readonly keys?: number
  /** Milliseconds that only ever grow. */
  readonly now?: () => number
}

/**
 * Counts requests by key. Where instances share a count, each takes a twentieth of the budget at a time: a write for
 * every request would cost more than most requests do. Together they never admit more than the limit; up to a share
 * for each instance may stay unspent.
 */
export function createBudgets(options: BudgetOptions): Budgets {
  const {
    limit,
    windowSeconds,
    takeShare,
    onShareFailed,
    keys = 20_000,
    now = () => performance.now(),
  } = options
  const shareSize = takeShare === undefined ? limit : Math.ceil(limit / 20)
  const purses = new Map<string, Purse>()

  function purseOf(key: string): Purse {
    const known = purses.get(key)
    if (known !== undefined && (known.endsAt > now() || known.refill !== null)) return known

    const purse: Purse = { left: 0, remainingElsewhere: limit, endsAt: 0, hasRefused: false, refill: null }
    // Deleted first, so that the order of the map is that of the windows.
    purses.delete(key)
    if (purses.size >= keys) purses.delete(purses.keys().next().value ?? '')
    purses.set(key, purse)
    return purse
  }

  function fill(purse: Purse, { granted, remaining, windowEndsInMs }: Share): void {
    purse.left += granted
    purse.remainingElsewhere = remaining
    purse.endsAt = now() + windowEndsInMs
  }

  async function refill(key: string, purse: Purse, take: TakeShare): Promise<void> {
    try {
      fill(purse, await take(key, shareSize))
    } catch (error) {
      onShareFailed?.(error)
      fill(purse, wholeBudget)
    } finally {
      purse.refill = null
    }
  }

  const wholeBudget: Share = { granted: limit, remaining: 0, windowEndsInMs: windowSeconds * 1000 }

  function spend(purse: Purse): Budget {
    const isAdmitted = purse.left > 0
    const isFirstRefusal = !isAdmitted && !purse.hasRefused
    if (isAdmitted) purse.left -= 1
    else purse.hasRefused = true
    return {
      isAdmitted,
      isFirstRefusal,
      remaining: purse.left + purse.remainingElsewhere,
      resetSeconds: Math.max(1, Math.ceil((purse.endsAt - now()) / 1000)),
    }
  }

  async function spendAfterRefill(key: string, purse: Purse, take: TakeShare): Promise<Budget> {
    while (purse.left === 0 && purse.remainingElsewhere > 0) {
      purse.refill ??= refill(key, purse, take)
      await purse.refill
    }
    return spend(purse)
  }

  return {
    take(key) {
      const purse = purseOf(key)
      if (takeShare === undefined && purse.endsAt === 0) fill(purse, wholeBudget)
      if (takeShare === undefined || purse.left > 0 || purse.remainingElsewhere === 0) return spend(purse)
      return spendAfterRefill(key, purse, takeShare)
    },
  }
}
