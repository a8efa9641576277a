import { dictionary } from '../language/dictionary.ts'

const english = {
  tryAgain: 'Try again',
  cancel: 'Cancel',
  more: 'Show more',
  noAccess: 'This is not for you',
  signedInAs: (name: string, email: string) =>
    name === email ? `You are signed in as ${email}.` : `You are signed in as ${name} (${email}).`,
  scopeMissing: (scope: string) => `The app was not given the permission “${scope}” when you signed in.`,
  groupMissing:
    'It needs a membership that you do not have. Somebody who administers the user pool can give it to you.',
  later: (seconds: number) => `The API asks for a pause of ${seconds} seconds.`,
  unreachable: 'The API could not be reached. You stay signed in.',
  reference: (id: string) => `For support: ${id}`,
}

export type PrivateWords = typeof english

export const privateWords = dictionary(english, () => import('./private-words.de.ts'))
