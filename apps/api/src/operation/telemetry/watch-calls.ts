/** A call of a repository that is over. */
export interface RepositoryCall {
  /** `notes.list`: few values, and none of them the caller's. */
  readonly operation: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly durationMs: number
  readonly hasFailed: boolean
}

/** The same repository, whose calls are told when the promise that they answered has settled. */
export function watchCalls<T extends object>(
  name: string,
  repository: T,
  onCall: (call: RepositoryCall) => void,
): T {
  return new Proxy(repository, {
    get(target, member) {
      const method: unknown = Reflect.get(target, member)
      if (typeof method !== 'function') return method
      return (...parameters: unknown[]) => {
        const startedAt = Date.now()
        const start = performance.now()
        const result: unknown = Reflect.apply(method, target, parameters)
        const tell = (hasFailed: boolean) => () => {
          const operation = `${name}.${String(member)}`
          onCall({ operation, startedAt, durationMs: performance.now() - start, hasFailed })
        }
        if (result instanceof Promise) result.then(tell(false), tell(true))
        return result
      }
    },
  })
}
