import { storageKey } from './storage.ts'

/** Which sign-in a tab holds, and how often it was renewed. */
export interface Standing {
  readonly session: string
  readonly generation: number
}

export function isLater(one: Standing, other: Standing): boolean {
  if (one.session !== other.session) return one.session > other.session
  return one.generation > other.generation
}

/**
 * The newest session that a living tab of this browser holds.
 *
 * Every tab with a session holds a Web Lock named after it. Locks are the one register that all tabs see alike and
 * that forgets a tab the moment it dies; `localStorage` is neither (another process may read an older value).
 */
export async function newestLivingSession(clientId: string): Promise<Standing | null> {
  const { held = [] } = await navigator.locks.query()
  const standings = held.flatMap(({ name = '' }) => readStanding(clientId, name) ?? [])
  return standings.reduce<Standing | null>(
    (newest, each) => (newest && !isLater(each, newest) ? newest : each),
    null,
  )
}

/** Makes this tab one of the living; what it announces replaces what it announced before. */
export interface Presence {
  announce(standing: Standing): Promise<void>
  leave(): void
}

export function createPresence(clientId: string): Presence {
  let leave = () => {}

  return {
    async announce(standing) {
      const leavePrevious = leave
      // Made before the lock is there: whoever announces or leaves meanwhile lets go of this one too.
      const left = new Promise<void>((resolve) => {
        leave = resolve
      })
      const name = prefix(clientId) + standing.session + separator + standing.generation
      await new Promise<void>((entered) => {
        void navigator.locks.request(name, { mode: 'shared' }, () => {
          entered()
          return left
        })
      })
      leavePrevious()
    },
    leave: () => leave(),
  }
}

const separator = '/'

function prefix(clientId: string): string {
  return storageKey(clientId, 'tab.')
}

function readStanding(clientId: string, name: string): Standing | null {
  if (!name.startsWith(prefix(clientId))) return null
  const [session, generation] = name.slice(prefix(clientId).length).split(separator)
  return session && generation ? { session, generation: Number(generation) } : null
}
