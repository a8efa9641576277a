import { attempt, storageKey } from '../storage.ts'

/** When somebody last did something in this app, in whichever tab of this browser. */
export interface Activity {
  /** Milliseconds since 1970; `null` when nobody has yet. */
  lastAtMs(): number | null
  /** Somebody is here now. */
  note(): void
  forget(): void
  /** Calls back when somebody does something here, or did in another tab, until the returned function is called. */
  follow(listeners: { onHere(): void; onElsewhere(): void }): () => void
}

const whatPeopleDo = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove']

/**
 * The time rests in `localStorage`, which every tab reads and which outlives them: a session that was left alone does
 * not come back to life with the next page load. Where storage is disabled, every tab counts for itself.
 */
export function createActivity(clientId: string): Activity {
  const key = storageKey(clientId, 'active')
  let notedAtMs = 0

  return {
    lastAtMs() {
      const stored = Number(attempt(() => localStorage.getItem(key))) || 0
      // A clock that was set back, or a poisoned storage, must not put the end off for ever.
      return Math.min(Math.max(stored, notedAtMs), Date.now()) || null
    },
    note() {
      notedAtMs = Date.now()
      attempt(() => localStorage.setItem(key, String(notedAtMs)))
    },
    forget() {
      notedAtMs = 0
      attempt(() => localStorage.removeItem(key))
    },
    follow({ onHere, onElsewhere }) {
      const hear = (event: StorageEvent): void => {
        // Removed is forgotten by a sign-out, of which the tabs are told otherwise.
        if (event.key === key && event.newValue !== null) onElsewhere()
      }
      const options = { capture: true, passive: true }
      for (const name of whatPeopleDo) window.addEventListener(name, onHere, options)
      window.addEventListener('storage', hear)
      return () => {
        for (const name of whatPeopleDo) window.removeEventListener(name, onHere, options)
        window.removeEventListener('storage', hear)
      }
    },
  }
}
