/** A value that belongs to a request, and that only the holder of the slot can read. */
export class RequestSlot<T> {
  // A property of the request: a WeakMap costs ten times as much for an object that lives for one request.
  readonly #key = Symbol('lifeguard')

  get(req: object): T | undefined {
    return this.#in(req)[this.#key]
  }

  set(req: object, value: T): void {
    this.#in(req)[this.#key] = value
  }

  // Nobody else has the key, so what lies under it was put there by `set`.
  #in(req: object): { [key: symbol]: T } {
    return req as { [key: symbol]: T }
  }
}
