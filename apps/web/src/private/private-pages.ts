import { lazy } from 'react'

// Data, schemas and forms come with the first page that needs them: a visitor who only looks never downloads them.
const pages = {
  '/notes': () => import('../pages/notes/notes-page.tsx'),
  '/account': () => import('../pages/account/account-page.tsx'),
}

export const NotesPage = lazy(pages['/notes'])
export const AccountPage = lazy(pages['/account'])

export const loadPrivateArea = () => import('./private-area.tsx')

/** Fetches what a private page needs while the session is still being restored. Does nothing for other paths. */
export function preloadPage(path: string): void {
  const load = new Map(Object.entries(pages)).get(path)
  // A file that cannot be had is reported when the page is shown.
  if (load) void Promise.allSettled([loadPrivateArea(), load()])
}
