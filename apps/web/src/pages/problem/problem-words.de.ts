import type { ProblemWords } from './problem-words.ts'

export const words: ProblemWords = {
  home: 'Zur Startseite',
  tryAgain: 'Noch einmal',
  reload: 'Neu laden',
  signOut: 'Abmelden',
  crashed: {
    title: 'Auf dieser Seite ist etwas schiefgegangen',
    text: 'Das liegt an uns. Es ist nichts verloren; neu laden hilft vielleicht.',
  },
  reference: 'Für den Support:',
  notFound: {
    title: 'Diese Seite gibt es nicht',
    text: 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
  },
  cannotStart: {
    title: 'Die App kann nicht starten',
    text: 'Ihre Einstellungen waren nicht zu lesen. Neu laden hilft vielleicht.',
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
  waiting: 'Der Anmeldedienst ist nicht erreichbar. Sie bleiben angemeldet, und es wird weiter versucht.',
  farewell: {
    'account-deleted':
      'Ihr Konto und Ihre Notizen sind gelöscht, und Sie sind abgemeldet. Ihre Anmeldung selbst bleibt im User Pool bestehen.',
  },
  ended: 'Ihre Sitzung ist beendet. Melden Sie sich wieder an; diese Seite bleibt, wie sie ist.',
  signedOutElsewhere: 'Sie haben sich in einem anderen Tab abgemeldet.',
  signedOutHereOnly:
    'Sie sind hier abgemeldet, aber der Anmeldedienst war nicht erreichbar: Er erinnert sich auf diesem Gerät vielleicht noch an Sie. Die nächste Anmeldung wird nach Ihrem Passwort fragen.',
}
