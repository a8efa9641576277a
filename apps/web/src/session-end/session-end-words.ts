import { dictionary } from '../language/dictionary.ts'

const english = {
  lifetime: {
    title: 'Your session ends soon',
    text: 'It has lasted as long as it may, and ends in a few minutes. Sign in again, and you come back to this page; what you have typed is kept.',
  },
  idle: {
    title: 'Are you still there?',
    text: 'Nobody has used this app for a while. In two minutes at most you will have to sign in again; this page and what you have typed are kept.',
  },
  signInAgain: 'Sign in again now',
  goOn: 'Continue for now',
  stay: 'Stay signed in',
  secondsLeft: (seconds: number) => `${seconds} seconds left`,
  endsAt: 'Your session ends:',
}

export type SessionEndWords = typeof english

export const sessionEndWords = dictionary(english, () => import('./session-end-words.de.ts'))
