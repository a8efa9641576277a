import { dictionary } from '../../language/dictionary.ts'

export const homeWords = dictionary({
  en: {
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
    hello: (name: string) => `Hello, ${name}`,
    helloLead: 'You are signed in. Where to?',
    doors: {
      notes: { title: 'Notes', text: 'Write something down. Only you can read it.' },
      console: { title: 'API console', text: 'Call every endpoint, and learn why one refuses.' },
      account: { title: 'Account', text: 'Who you are to this app, and for how long.' },
    },
  },
  de: {
    title: 'Lass Menschen herein. Und sonst niemanden.',
    lead: 'Lifeguard meldet Menschen über einen User Pool von Amazon Cognito in einer Single-Page-App an und lässt nur gültige Access Tokens zu deren API durch. Diese App zeigt alles davon bei der Arbeit.',
    createAccount: 'Konto anlegen',
    forgotPassword: 'Passwort vergessen?',
    path: 'Der Weg einer Anfrage',
    steps: [
      { name: 'Browser', does: 'bittet um Anmeldung', with: 'Code Challenge' },
      { name: 'User Pool', does: 'prüft das Passwort', with: 'Access Token' },
      { name: 'API', does: 'prüft jedes Token', with: 'Ihre Daten' },
    ],
    why: 'Worum es sich kümmert',
    reasons: [
      {
        title: 'Das Passwort bleibt beim Pool',
        text: 'Sie tippen es auf der Seite des Pools ein. Die App bekommt einen Code, der einmal gilt und nur in dem Tab, der gefragt hat.',
      },
      {
        title: 'Von Haus aus zu',
        text: 'Jeder Endpunkt sagt, wer ihn aufrufen darf, bevor er antwortet. Eine Route ohne Regel startet nicht.',
      },
      {
        title: 'Abgemeldet heißt abgemeldet',
        text: 'Das beendet diesen Tab, Ihre anderen Tabs und die Sitzung beim Pool, und entwertet das Refresh Token.',
      },
      {
        title: 'Ein Ausfall ist keine Abmeldung',
        text: 'Sind Pool oder Netz nicht da, bleiben Sie angemeldet, und was Sie getippt haben, bleibt stehen.',
      },
    ],
    hello: (name) => `Hallo, ${name}`,
    helloLead: 'Sie sind angemeldet. Wohin?',
    doors: {
      notes: { title: 'Notizen', text: 'Schreiben Sie etwas auf. Nur Sie können es lesen.' },
      console: {
        title: 'API-Konsole',
        text: 'Rufen Sie jeden Endpunkt auf und erfahren Sie, warum einer ablehnt.',
      },
      account: { title: 'Konto', text: 'Wer Sie für diese App sind, und wie lange.' },
    },
  },
})
