const key = 'lifeguard.farewell'

/** Remembers in this tab a sentence to say when the browser comes back from the pool's sign-out. */
export function rememberFarewell(sentence: string): void {
  try {
    sessionStorage.setItem(key, sentence)
  } catch {
    // Without storage nothing is said.
  }
}

/** The sentence to say, if there is one; it is said once. */
export function takeFarewell(): string | null {
  try {
    const sentence = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return sentence
  } catch {
    return null
  }
}
