import { type Session, useSession } from '@lifeguard/react-cognito'
import { useState } from 'react'

const prefix = 'lifeguard.draft.'

/**
 * Text that is being written. It rests in this tab's `sessionStorage`, so that it survives an expired session, the way
 * through sign-in and a reload; it belongs to one person, and signing out forgets it.
 */
export function useDraft<Draft extends object>(
  name: string,
  empty: Draft,
): [draft: Draft, setDraft: (draft: Draft) => void, discard: () => void] {
  const state = useSession()
  const [subject] = useState(state.status === 'signed-in' ? state.claims.sub : '')
  const key = `${prefix}${subject}.${name}`
  const [draft, setDraft] = useState(() => readDraft(key, empty))

  return [
    draft,
    (changed) => {
      setDraft(changed)
      attempt(() => sessionStorage.setItem(key, JSON.stringify(changed)))
    },
    () => {
      setDraft(empty)
      attempt(() => sessionStorage.removeItem(key))
    },
  ]
}

/** Whether a draft of this name waits to be taken up again. */
export function hasDraft(subject: string, name: string): boolean {
  return (attempt(() => sessionStorage.getItem(`${prefix}${subject}.${name}`)) ?? null) !== null
}

/** Removes every draft as soon as the session is signed out. Returns how to stop that. */
export function forgetDraftsOnSignOut(session: Session): () => void {
  return session.subscribe(() => {
    const state = session.current()
    if (state.status === 'signed-out' && state.reason !== 'redirecting') forgetDrafts()
  })
}

function forgetDrafts(): void {
  attempt(() => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(prefix)) sessionStorage.removeItem(key)
    }
  })
}

function readDraft<Draft extends object>(key: string, empty: Draft): Draft {
  const stored: unknown = attempt(() => JSON.parse(sessionStorage.getItem(key) ?? 'null'))
  if (typeof stored !== 'object' || stored === null) return empty

  const draft = { ...empty }
  for (const name of Object.keys(empty) as (keyof Draft)[]) {
    const value: unknown = new Map<PropertyKey, unknown>(Object.entries(stored)).get(name)
    // Same name, same type: a draft of an older version of the form brings what still fits.
    if (typeof value === typeof empty[name]) draft[name] = value as Draft[typeof name]
  }
  return draft
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
