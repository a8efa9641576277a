/** A bounded map. Iteration is oldest first. */
export interface Table<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  entries(): IterableIterator<[string, Value]>
  readonly size: number
}

interface LoadableTable<Value> extends Table<Value> {
  /** Restores an entry without reporting a change; undefined removes it. */
  load(key: string, value: Value | undefined): void
}

/**
 * At most `limit` entries: when a new one would be too many, those past their `expiresAt` (ms) go, then the oldest.
 * `changed` hears of every change; its value is undefined when an entry went.
 */
export function createTable<Value>(options: {
  limit: number
  now: () => number
  expiresAt?: (value: Value) => number
  changed?: (key: string, value: Value | undefined) => void
}): LoadableTable<Value> {
  const { limit, now, expiresAt, changed } = options
  const entries = new Map<string, Value>()

  function remove(key: string): void {
    if (entries.delete(key)) changed?.(key, undefined)
  }

  function makeRoom(): void {
    if (expiresAt !== undefined) {
      for (const [key, value] of entries) if (expiresAt(value) <= now()) remove(key)
    }
    for (const key of entries.keys()) {
      if (entries.size < limit) return
      remove(key)
    }
  }

  return {
    get: (key) => entries.get(key),
    set(key, value) {
      if (!entries.has(key) && entries.size >= limit) makeRoom()
      entries.set(key, value)
      changed?.(key, value)
    },
    delete: remove,
    entries: () => entries.entries(),
    get size() {
      return entries.size
    },
    load(key, value) {
      if (value === undefined) entries.delete(key)
      else entries.set(key, value)
    },
  }
}
