import { dictionary } from '../language/dictionary.ts'

const english = {
  skip: 'Skip to content',
  pages: 'Pages',
  notes: 'Notes',
  console: 'Console',
  account: 'Account',
  admin: 'People',
  signIn: 'Sign in',
  redirecting: 'Redirecting…',
  signOut: 'Sign out',
  menuFor: (name: string) => `Account menu of ${name}`,
  signedInWith: (method: string) => `Signed in with ${method}`,
  password: 'e-mail and password',
  language: 'Language',
  theme: 'Colours',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  promise: 'Sign-in for a single-page app, protection for its API.',
  offline: 'You are offline. What you see stays; changes wait until you are back.',
  loading: 'Loading…',
  stillLoading: 'Still loading. The network may be slow.',
}

export type FrameWords = typeof english

export const frameWords = dictionary(english, () => import('./frame-words.de.ts'))
