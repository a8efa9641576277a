import { attempt, storageKey } from '../storage.ts'

/*
 * A mark for the case that a sign-out could not reach the pool, which then still remembers the person: the next
 * sign-in asks for the password. It holds no secret and stays until somebody has signed in.
 */

export function wantPassword(clientId: string): void {
  attempt(() => localStorage.setItem(storageKey(clientId, 'ask-password'), 'yes'))
}

export function passwordIsWanted(clientId: string): boolean {
  return attempt(() => localStorage.getItem(storageKey(clientId, 'ask-password'))) === 'yes'
}

export function passwordWasGiven(clientId: string): void {
  attempt(() => localStorage.removeItem(storageKey(clientId, 'ask-password')))
}
