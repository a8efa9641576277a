import { hash } from 'node:crypto'

/**
 * What verified tokens said, for the next request that brings them. Tokens are kept as SHA-256 of every byte, signature
 * included: nothing that differs is taken for the same, and a dump of the memory holds no token. Only the most recently
 * used `capacity` entries stay.
 */
export class RememberedTokens<T> {
  readonly #capacity: number
  readonly #entries = new Map<string, T>()
  // One iterator for good: a new one would walk past every entry deleted since the Map was last compacted.
  readonly #oldestFirst = this.#entries.keys()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The name under which a token is kept. */
  static digest(token: string): string {
    return hash('sha256', token, 'base64url')
  }

  get size(): number {
    return this.#entries.size
  }

  get(digest: string): T | undefined {
    const entry = this.#entries.get(digest)
    if (entry === undefined) return undefined

    // A Map keeps the order of insertion: the first entry is the one unused for longest.
    this.#entries.delete(digest)
    this.#entries.set(digest, entry)
    return entry
  }

  set(digest: string, entry: T): void {
    if (this.#capacity === 0) return
    this.#entries.set(digest, entry)
    if (this.#entries.size <= this.#capacity) return

    // All it has answered before was evicted at once, so the next one is the oldest.
    const { value: oldest } = this.#oldestFirst.next()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  delete(digest: string): void {
    this.#entries.delete(digest)
  }
}
