import { dictionary } from '../../language/dictionary.ts'

const english = {
  home: 'Go to the start page',
  tryAgain: 'Try again',
  reload: 'Reload',
  signOut: 'Sign out',
  notFound: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.' },
  cannotStart: { title: 'The app cannot start', text: 'Its settings could not be read. Reloading may help.' },
  crashed: {
    title: 'Something went wrong on this page',
    text: 'That is our fault. Nothing is lost; reloading may help.',
  },
  reference: 'For support:',
  signIn: {
    cancelled: {
      title: 'Sign-in was cancelled',
      text: 'Nothing has changed. You can try again at any time.',
    },
    'link-expired': {
      title: 'This sign-in link has expired',
      text: 'It was used before, or belongs to another tab. Start again from here.',
    },
    unreachable: {
      title: 'The sign-in service could not be reached',
      text: 'Check your connection and try again. Nothing of yours is lost.',
    },
    refused: { title: 'The sign-in service refused', text: 'It did not accept this request. Try again.' },
    'unusable-answer': {
      title: 'The answer of the sign-in service failed our checks',
      text: 'You were not signed in, and nothing was stored. Try again.',
    },
  },
  cameBack: { title: 'You are not signed in', text: 'This page is for people who are signed in.' },
  switchedAccount: {
    title: 'You switched accounts in another tab',
    text: 'This tab belonged to somebody else. Reload it to go on as the person who is signed in now.',
  },
  ended: 'Your session has ended. Sign in again to go on; this page stays as it is.',
  waiting: 'The sign-in service cannot be reached. You stay signed in, and it is tried again.',
  signedOutElsewhere: 'You signed out in another tab.',
  signedOutHereOnly:
    'You are signed out here, but the sign-in service could not be reached: it may still remember you on this device. The next sign-in will ask for your password.',
  farewell: {
    'account-deleted':
      'Your account and your notes are deleted, and you are signed out. Your sign-in itself remains in the user pool.',
  },
}

export type ProblemWords = typeof english

export const problemWords = dictionary(english, () => import('./problem-words.de.ts'))
