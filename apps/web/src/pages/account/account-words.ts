import { dictionary } from '../../language/dictionary.ts'

const english = {
  title: 'Account',
  lead: 'Who you are to this app, and what it may do for you.',
  who: 'Who you are',
  name: 'Name',
  email: 'E-mail',
  subject: 'Subject',
  groups: 'Groups',
  noGroups: 'None',
  mayDo: 'What this app may do for you',
  session: 'This session',
  signedInAt: 'Signed in',
  signOut: 'Sign out',
  loadFailed: 'The API could not say who you are.',
  tryAgain: 'Try again',
  unknown: 'Not known',
}

export type AccountWords = typeof english

export const accountWords = dictionary(english, () => import('./account-words.de.ts'))
