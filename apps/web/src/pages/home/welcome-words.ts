import { dictionary } from '../../language/dictionary.ts'

const english = {
  hello: (name: string) => `Hello, ${name}`,
  helloLead: 'You are signed in. Where to?',
  doors: {
    notes: { title: 'Notes', text: 'Write something down. Only you can read it.' },
    console: { title: 'API console', text: 'Call every endpoint, and learn why one refuses.' },
    account: { title: 'Account', text: 'Who you are to this app, and for how long.' },
  },
}

export type WelcomeWords = typeof english

export const welcomeWords = dictionary(english, () => import('./welcome-words.de.ts'))
