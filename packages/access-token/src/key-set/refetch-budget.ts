const capacity = 2
const refillMs = 30_000

/**
 * How often unknown key ids may make us ask the pool, whoever sends them. Two refetches are in hand, and one comes back
 * every 30 seconds; but a refetch that did not find its key has used up everything in hand. So two rotations in a row
 * are followed at once, while a flood of forged ids buys one request every 30 seconds, and no state per id is kept.
 */
export class RefetchBudget {
  #inHand = capacity
  #countedAt: number

  /** `now` is in milliseconds of a monotonic clock, as everywhere here. */
  constructor(now: number) {
    this.#countedAt = now
  }

  /** Spends everything in hand; null if there is nothing. The answer gives back what a fruitful refetch does not cost. */
  spend(now: number): { readonly giveBack: () => void } | null {
    this.#refill(now)
    const inHand = this.#inHand
    if (inHand < 1) return null

    this.#inHand = 0
    return {
      giveBack: () => {
        this.#inHand = inHand - 1
      },
    }
  }

  #refill(now: number): void {
    const refills = Math.floor((now - this.#countedAt) / refillMs)
    if (this.#inHand + refills >= capacity) {
      this.#inHand = capacity
      this.#countedAt = now
    } else {
      this.#inHand += refills
      this.#countedAt += refills * refillMs
    }
  }
}
