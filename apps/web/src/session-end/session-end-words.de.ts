import type { SessionEndWords } from './session-end-words.ts'

export const words: SessionEndWords = {
  lifetime: {
    title: 'Ihre Sitzung endet bald',
    text: 'Sie hat so lange gedauert, wie sie darf, und endet in wenigen Minuten. Melden Sie sich wieder an, dann kommen Sie auf diese Seite zurück; was Sie getippt haben, bleibt erhalten.',
  },
  idle: {
    title: 'Sind Sie noch da?',
    text: 'Seit einer Weile hat niemand diese App benutzt. In spätestens zwei Minuten müssen Sie sich neu anmelden; diese Seite und was Sie getippt haben, bleiben erhalten.',
  },
  signInAgain: 'Jetzt neu anmelden',
  goOn: 'Vorerst weiter',
  stay: 'Angemeldet bleiben',
  secondsLeft: (seconds) => `Noch ${seconds} Sekunden`,
  endsAt: 'Ihre Sitzung endet:',
}
