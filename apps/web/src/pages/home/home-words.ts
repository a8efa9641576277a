import { dictionary } from '../../language/dictionary.ts'

const english = {
  title: 'Let people in. Keep everybody else out.',
  lead: 'Lifeguard signs people in to a single-page app through an Amazon Cognito user pool, and lets only valid access tokens through to its API. This app shows all of it at work.',
  createAccount: 'Create account',
  forgotPassword: 'Forgotten password?',
  path: 'The way of one request',
  steps: [
    { name: 'Browser', does: 'asks for sign-in', with: 'code challenge' },
    { name: 'User pool', does: 'checks the password', with: 'access token' },
    { name: 'API', does: 'judges every token', with: 'your data' },
  ],
  why: 'What it takes care of',
  reasons: [
    {
      title: 'The password stays at the pool',
      text: 'You type it on the pool’s own page. The app gets a code it can use once, and only from the tab that asked.',
    },
    {
      title: 'Closed by default',
      text: 'Every endpoint says who may call it before it answers anybody. A route without a policy does not start.',
    },
    {
      title: 'Sign-out means out',
      text: 'It ends this tab, your other tabs and the session at the pool, and takes the refresh token out of use.',
    },
    {
      title: 'An outage is not a sign-out',
      text: 'When the pool or the network is away, you stay signed in and what you typed stays where it is.',
    },
  ],
}

export type HomeWords = typeof english

export const homeWords = dictionary(english, () => import('./home-words.de.ts'))
