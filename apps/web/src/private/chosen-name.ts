import type { Me } from '@lifeguard/api-contract'
import type { SignedIn } from '@lifeguard/react-cognito'
import { useSyncExternalStore } from 'react'
import { personal } from '../forget-on-sign-out.ts'
import { displayName } from './person.ts'

const listeners = new Set<() => void>()

/** How the app speaks of somebody: by the name chosen on the account page, else by what the pool knows. */
export function useShownName(claims: SignedIn['claims']): string {
  return useSyncExternalStore(subscribe, () => shownName(claims))
}

/** The same, at this moment. */
export function shownName(claims: SignedIn['claims']): string {
  const name = readChosenName(claims.sub)
  return displayName(name ? { ...claims, name } : claims)
}

/** Keeps what the API says of the name, in this tab and until the sign-out. */
export function keepChosenName(me: Pick<Me, 'subject' | 'displayName'>): void {
  try {
    sessionStorage.setItem(keyOf(me.subject), me.displayName ?? '')
  } catch {
    // In a full storage the name before it stays.
  }
  for (const listener of listeners) listener()
}

/** Asks the API for the name, unless this tab knows already. */
export async function loadChosenName({ claims, getAccessToken }: SignedIn, apiUrl: string): Promise<void> {
  if (readChosenName(claims.sub) !== null) return
  try {
    const headers = { authorization: `Bearer ${await getAccessToken()}` }
    const response = await fetch(`${apiUrl}/me`, { headers, redirect: 'error' })
    const me = await response.json()
    // Nobody has one after the sign-out, which would not forget the name any more.
    await getAccessToken()
    if (response.ok) keepChosenName(me)
  } catch {
    // The pool's name serves as well; whatever else needs the API says what is wrong.
  }
}

// The empty string: no name has been chosen. Nobody can have signed in without this storage, so it is there.
function readChosenName(subject: string): string | null {
  return sessionStorage.getItem(keyOf(subject))
}

function keyOf(subject: string): string {
  return `${personal}${subject}.name`
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
