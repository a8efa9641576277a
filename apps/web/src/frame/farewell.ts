const key = 'lifeguard.farewell'

/** What is left to say when the browser comes back from the pool's sign-out. */
export type Farewell = 'account-deleted'

/** Remembers in this tab what to say after the sign-out. */
export function rememberFarewell(farewell: Farewell): void {
  try {
    sessionStorage.setItem(key, farewell)
  } catch {
    // Without storage nothing is said.
  }
}

/** What to say, if anything; it is said once. */
export function takeFarewell(): Farewell | undefined {
  try {
    const farewell = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return farewell === 'account-deleted' ? farewell : undefined
  } catch {
    return undefined
  }
}
