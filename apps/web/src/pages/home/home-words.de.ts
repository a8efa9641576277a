import type { HomeWords } from './home-words.ts'

export const words: HomeWords = {
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
}
