import type { WelcomeWords } from './welcome-words.ts'

export const words: WelcomeWords = {
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
}
