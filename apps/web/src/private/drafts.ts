import type { Session } from '@lifeguard/react-cognito'
import { createContext, use } from 'react'
import { personal } from '../forget-on-sign-out.ts'

/** Text that is being written, under a name each. */
export interface Drafts {
  /** Of all that there are. */
  names(): readonly string[]
  /** The draft, in the shape of `empty`; `empty` itself when there is none. */
  read<Draft extends object>(name: string, empty: Draft): Draft
  write(name: string, draft: object): void
  discard(name: string): void
}

export const DraftsContext = createContext<Drafts | null>(null)

/** The drafts of the person whose page this is, after the end of the session as well. */
export function useDrafts(): Drafts {
  const drafts = use(DraftsContext)
  if (drafts === null) throw new Error('Cannot keep drafts: wrap this component in <DraftsContext>')
  return drafts
}

/**
 * The drafts of the person `subject`. They rest in this tab's `sessionStorage`, so that they survive an expired
 * session, the way through sign-in and a reload; nobody else gets them, and signing out forgets them.
 */
export function createDrafts(subject: string, session: Session): Drafts {
  const start = `${personal}${subject}.draft.`
  // Nobody can have signed in without this storage, so it is there. It may be full.
  return {
    names: () =>
      Object.keys(sessionStorage).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : [])),
    read: (name, empty) =>
      shapedLike(
        empty,
        attempt(() => JSON.parse(sessionStorage.getItem(start + name) ?? 'null')),
      ),
    write(name, draft) {
      // What could not be saved may come back after the sign-out, which has forgotten everything.
      if (session.current().status === 'signed-out') return
      attempt(() => sessionStorage.setItem(start + name, JSON.stringify(draft)))
    },
    discard: (name) => sessionStorage.removeItem(start + name),
  }
}

// A draft of an older version of a form brings what still fits: members of the same name and type.
function shapedLike<Draft extends object>(empty: Draft, stored: unknown): Draft {
  if (typeof stored !== 'object' || stored === null) return empty
  const fitting = Object.entries(stored).filter(
    ([name, value]) => typeof value === typeof Reflect.get(empty, name),
  )
  return { ...empty, ...Object.fromEntries(fitting) }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
