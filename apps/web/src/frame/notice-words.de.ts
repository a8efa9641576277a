import type { NoticeWords } from './notice-words.ts'

export const words: NoticeWords = {
  reload: 'Neu laden',
  signOut: 'Abmelden',
  crashed: {
    title: 'Auf dieser Seite ist etwas schiefgegangen',
    text: 'Das liegt an uns. Es ist nichts verloren; neu laden hilft vielleicht.',
  },
  reference: 'Für den Support:',
  cannotStart: {
    title: 'Die App kann nicht starten',
    text: 'Ihre Einstellungen waren nicht zu lesen. Neu laden hilft vielleicht.',
  },
  waiting: 'Der Anmeldedienst ist nicht erreichbar. Sie bleiben angemeldet, und es wird weiter versucht.',
  ended: 'Ihre Sitzung ist beendet. Melden Sie sich wieder an; diese Seite bleibt, wie sie ist.',
  endedIdle:
    'Eine Weile hat niemand diese App benutzt, daher ist Ihre Sitzung beendet. Melden Sie sich wieder an; diese Seite bleibt, wie sie ist.',
  signedOutElsewhere: 'Sie haben sich in einem anderen Tab abgemeldet.',
  signedOutHereOnly:
    'Sie sind hier abgemeldet, aber der Anmeldedienst war nicht erreichbar: Er erinnert sich auf diesem Gerät vielleicht noch an Sie. Die nächste Anmeldung wird nach Ihrem Passwort fragen.',
}
