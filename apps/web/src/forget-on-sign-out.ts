import type { Session } from '@lifeguard/react-cognito'

/** How every name begins under which this tab keeps something of the person who is signed in. */
export const personal = 'lifeguard.personal.'

/** Removes all of it from `sessionStorage` when that person signs out, on whatever page and in whatever tab. */
export function forgetOnSignOut(session: Session): void {
  session.subscribe(() => {
    const state = session.current()
    if (state.status !== 'signed-out') return
    if (state.reason !== 'signing-out' && state.reason !== 'signed-out-elsewhere') return
    // Nobody can have signed in without this storage, so it is there.
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(personal)) sessionStorage.removeItem(key)
    }
  })
}
