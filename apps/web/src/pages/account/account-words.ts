import type { ApiScope } from '@lifeguard/api-contract'
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
  shownAs: 'Shown as',
  save: 'Save',
  saved: 'Saved',
  notSaved: 'That could not be saved. Try again.',
  nameTooLong: 'A name has at most 100 characters',
  mayDo: 'What this app may do for you',
  scopes: {
    openid: 'Know that it is you',
    email: 'Know your e-mail address',
    profile: 'Know your name',
    'notes/read': 'Read your notes',
    'notes/write': 'Add, change and delete your notes',
  } satisfies Record<ApiScope | 'openid' | 'email' | 'profile', string>,
  session: 'Your session',
  startedAt: 'Signed in',
  endsAt: 'Ends',
  endUnknown: 'When the user pool says so',
  tokenUntil: 'Access token good until',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  everywhere: {
    title: 'Sign out everywhere?',
    text: 'Every session that has begun until now loses access to this app’s data at once, on all devices, and this one is signed out.',
    limit:
      'The user pool itself goes on remembering the other devices until their refresh tokens expire; they cannot do anything here with them.',
    failed: 'The API did not answer as expected, so the other sessions were not ended. Try again.',
    done: 'You are signed out everywhere: no session from before has access any longer.',
  },
  security: 'Sign-in',
  changePassword: 'Change password',
  addPasskey: 'Add a passkey',
  securityText: 'Passwords and passkeys are kept by the user pool, not by this app.',
  danger: 'Delete account',
  dangerText: 'Erases your account and all your notes here. It cannot be undone.',
  remove: {
    title: 'Delete your account?',
    text: 'Your account and all your notes in this app are erased at once. Your sign-in itself remains in the user pool.',
    again:
      'You signed in a while ago. You will be asked for your password first; then the account is deleted.',
    confirm: 'Delete account and notes',
    failed: 'The account was not deleted. Try again.',
    done: 'Your account and your notes are deleted, and you are signed out. Your sign-in itself remains in the user pool.',
  },
  loadFailed: 'The API could not say who you are.',
  unknown: 'Not known',
}

export type AccountWords = typeof english

export const accountWords = dictionary(english, () => import('./account-words.de.ts'))
