/** Every storage key, lock and channel of a session begins with this: one app client does not see another's. */
export function storageKey(clientId: string, name: string): string {
  return `lifeguard.${clientId}.${name}`
}

/** Web storage throws where it is disabled or full; then it is as if nothing had been kept. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
