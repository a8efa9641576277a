import { lazy } from 'react'

// Data, forms and whatever else only somebody signed in needs come on demand: a visitor who only looks never
// downloads them.
const pages = {
  '/notes': () => import('../pages/notes/notes-page.tsx'),
  '/account': () => import('../pages/account/account-page.tsx'),
}

export const NotesPage = lazy(pages['/notes'])
export const AccountPage = lazy(pages['/account'])

export const loadPrivateArea = () => import('./private-area.tsx')
export const loadSignedInHeader = () => import('./signed-in-header.tsx')

/** Fetches what somebody signed in will see at `path`, while the session is still being restored. */
export function preloadPage(path: string): void {
  const load = new Map(Object.entries(pages)).get(path)
  // A file that cannot be had is reported when it is rendered.
  void Promise.allSettled([loadSignedInHeader(), ...(load ? [loadPrivateArea(), load()] : [])])
}
