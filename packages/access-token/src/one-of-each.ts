const capacity = 1000

/**
 * Keeps what many tokens say alike once instead of once a token: remembered tokens share their issuer, app client and
 * scopes. Starts over when it is full.
 */
export class OneOfEach<T> {
  readonly #made = new Map<string, T>()
  readonly #make: (text: string) => T

  constructor(make: (text: string) => T) {
    this.#make = make
  }

  of(text: string): T {
    const known = this.#made.get(text)
    if (known !== undefined) return known

    if (this.#made.size === capacity) this.#made.clear()
    const made = this.#make(text)
    this.#made.set(text, made)
    return made
  }
}
