import { dictionary } from '../../language/dictionary.ts'

const english = {
  home: 'Go to the start page',
  tryAgain: 'Try again',
  reload: 'Reload',
  notFound: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.' },
  cannotStart: {
    title: 'The app cannot start',
    text: 'Its settings could not be read. Reloading may help.',
  },
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
  ended: 'Your session has ended. Sign in again to go on; this page stays as it is.',
  signedOutElsewhere: 'You signed out in another tab.',
  signedOutHereOnly:
    'You are signed out here, but the sign-in service could not be reached: it may still remember you on this device. The next sign-in will ask for your password.',
}

export type ProblemWords = typeof english

export const problemWords = dictionary(english, () => import('./problem-words.de.ts'))
