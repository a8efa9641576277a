/** Choices of the reader that stay in this browser. None of them says who is signed in. */
type Choice = 'theme' | 'language'

/** Reads a stored choice; `null` when there is none or the browser keeps nothing. */
export function readStored(choice: Choice): string | null {
  try {
    return localStorage.getItem(`lifeguard.${choice}`)
  } catch {
    return null
  }
}

/** Stores a choice, or forgets it with `null`; a browser that keeps nothing loses it with the page. */
export function writeStored(choice: Choice, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`lifeguard.${choice}`)
    else localStorage.setItem(`lifeguard.${choice}`, value)
  } catch {
    // Blocked or full storage is no reason to refuse the choice for this page.
  }
}
