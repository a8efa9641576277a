import { dictionary } from '../../language/dictionary.ts'

const english = {
  reload: 'Reload',
  home: 'Go to the start page',
  tryAgain: 'Try again',
  notFound: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.' },
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
}

export type ProblemWords = typeof english

export const problemWords = dictionary(english, () => import('./problem-words.de.ts'))
