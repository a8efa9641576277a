import { type ComponentType, lazy } from 'react'

// Each step of a visit brings its own code: the public page, what everybody has who is signed in, and each page of it.
const homePage = () => import('./pages/home/home-page.tsx')
const privateArea = () => import('./private/private-area.tsx')
const welcome = () => import('./pages/home/welcome.tsx')
const endAnnouncement = () => import('./session-end/end-announcement.tsx')
const signedInHeader = () => import('./private/signed-in-header.tsx')
const privatePages = {
  '/notes': () => import('./pages/notes/notes-page.tsx'),
  '/account': () => import('./pages/account/account-page.tsx'),
  '/console': () => import('./pages/console/console-page.tsx'),
  '/admin': () => import('./pages/admin/admin-page.tsx'),
}

// Where a file is gone and the page reloads for it (reload-once.ts), Vite answers nothing: then nothing is shown.
const page = <Props>(load: () => Promise<{ default: ComponentType<Props> } | undefined>) =>
  lazy(async () => (await load()) ?? new Promise<never>(() => {}))

export const HomePage = page(homePage)
export const NotFoundPage = page(() => import('./pages/problem/not-found-page.tsx'))
export const SessionProblem = page(() => import('./pages/problem/session-problem.tsx'))
export const Welcome = page(welcome)
export const PrivateArea = page(privateArea)
export const SignedInHeader = page(signedInHeader)
export const EndAnnouncement = page(endAnnouncement)
export const NotesPage = page(privatePages['/notes'])
export const AccountPage = page(privatePages['/account'])
export const ConsolePage = page(privatePages['/console'])
export const AdminPage = page(privatePages['/admin'])

/** Fetches the public page, if that is what `path` shows. */
export function preloadPublicPage(path: string): Promise<unknown> {
  return Promise.allSettled(path === '/' ? [homePage()] : [])
}

/** Fetches what somebody signed in sees at `path`. A file that cannot be had is reported when it is rendered. */
export function preloadPrivatePage(path: string): Promise<unknown> {
  const page = new Map(Object.entries(privatePages)).get(path)
  return Promise.allSettled([signedInHeader(), ...(page ? [privateArea(), page()] : [welcome()])])
}
