import { dictionary } from '../language/dictionary.ts'

const english = {
  reload: 'Reload',
  signOut: 'Sign out',
  cannotStart: { title: 'The app cannot start', text: 'Its settings could not be read. Reloading may help.' },
  crashed: {
    title: 'Something went wrong on this page',
    text: 'That is our fault. Nothing is lost; reloading may help.',
  },
  reference: 'For support:',
  ended: 'Your session has ended. Sign in again to go on; this page stays as it is.',
  endedIdle:
    'Nobody has used this app for a while, so your session has ended. Sign in again to go on; this page stays as it is.',
  waiting: 'The sign-in service cannot be reached. You stay signed in, and it is tried again.',
  signedOutElsewhere: 'You signed out in another tab.',
  signedOutHereOnly:
    'You are signed out here, but the sign-in service could not be reached: it may still remember you on this device. The next sign-in will ask for your password.',
}

export type NoticeWords = typeof english

export const noticeWords = dictionary(english, () => import('./notice-words.de.ts'))
