import type { ProblemWords } from './problem-words.ts'

export const words: ProblemWords = {
  reload: 'Neu laden',
  home: 'Zur Startseite',
  tryAgain: 'Noch einmal',
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
  },
  signIn: {
    cancelled: {
      title: 'Die Anmeldung wurde abgebrochen',
      text: 'Es hat sich nichts geändert. Sie können es jederzeit noch einmal versuchen.',
    },
    'link-expired': {
      title: 'Dieser Anmelde-Link ist abgelaufen',
      text: 'Er wurde schon benutzt oder gehört zu einem anderen Tab. Beginnen Sie hier neu.',
    },
    unreachable: {
      title: 'Der Anmeldedienst ist nicht erreichbar',
      text: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Es ist nichts verloren.',
    },
    refused: {
      title: 'Der Anmeldedienst hat abgelehnt',
      text: 'Er hat diese Anfrage nicht angenommen. Versuchen Sie es noch einmal.',
    },
    'unusable-answer': {
      title: 'Die Antwort des Anmeldedienstes hat unsere Prüfung nicht bestanden',
      text: 'Sie wurden nicht angemeldet, und nichts wurde gespeichert. Versuchen Sie es noch einmal.',
    },
  },
  cameBack: { title: 'Sie sind nicht angemeldet', text: 'Diese Seite ist für angemeldete Personen.' },
  switchedAccount: {
    title: 'Sie haben in einem anderen Tab das Konto gewechselt',
    text: 'Dieser Tab gehörte jemand anderem. Laden Sie ihn neu, um als die jetzt angemeldete Person fortzufahren.',
  },
}
