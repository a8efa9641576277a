const key = 'lifeguard.farewell'
const farewells = ['account-deleted', 'signed-out-everywhere'] as const

/** What is left to say when the browser comes back from the pool's sign-out. */
export type Farewell = (typeof farewells)[number]

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
    return farewells.find((known) => known === farewell)
  } catch {
    return undefined
  }
}
