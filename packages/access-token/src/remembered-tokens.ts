import { hash } from 'node:crypto'

interface Slot<T> {
  readonly entry: T
  wasUsed: boolean
}

/**
 * What verified tokens said, for the next request that brings them. Tokens are kept as SHA-256 of every byte, signature
 * included: nothing that differs is taken for the same, and a dump of the memory holds no token. At most `capacity`
 * entries stay, those that are used before those that are not.
 */
export class RememberedTokens<T> {
  readonly #capacity: number
  readonly #slots = new Map<string, Slot<T>>()
  // One iterator for good: a new one would walk past every entry deleted since the Map was last compacted.
  readonly #oldestFirst = this.#slots.entries()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The name under which a token is kept. */
  static digest(token: string): string {
    return hash('sha256', token, 'base64url')
  }

  get size(): number {
    return this.#slots.size
  }

  get(digest: string): T | undefined {
    const slot = this.#slots.get(digest)
    if (slot === undefined) return undefined

    // Marked and not moved to the end: most requests end here, and this allocates nothing.
    slot.wasUsed = true
    return slot.entry
  }

  set(digest: string, entry: T): void {
    this.#slots.set(digest, { entry, wasUsed: false })
    if (this.#slots.size > this.#capacity) this.#evict()
  }

  delete(digest: string): void {
    this.#slots.delete(digest)
  }

  // Second chance: whoever was used since its last turn goes to the end and has another one. All that the iterator has
  // answered before was taken away at once, so what it answers is the oldest. Leaving the loop does not end it: the
  // iterators of a Map have no `return`.
  #evict(): void {
    for (const [digest, { entry, wasUsed }] of this.#oldestFirst) {
      this.#slots.delete(digest)
      if (!wasUsed) return
      this.#slots.set(digest, { entry, wasUsed: false })
    }
  }
}
