import { dictionary } from '../../language/dictionary.ts'

export const problemWords = dictionary({
  en: {
    home: 'Go to the start page',
    tryAgain: 'Try again',
    reload: 'Reload',
    notFound: { title: 'There is no such page', text: 'The address may be mistyped, or the page has moved.' },
    cannotStart: {
      title: 'The app cannot start',
      text: 'Its settings could not be read. Reloading may help.',
    },
    signIn: {
      cancelled: {
        title: 'Sign-in was cancelled',
        text: 'Nothing has changed. You can try again at any time.',
      },
      'link-expired': {
        title: 'This sign-in link has expired',
        text: 'It was used before, or belongs to another tab. Start again from here.',
      },
      unreachable: {
        title: 'The sign-in service could not be reached',
        text: 'Check your connection and try again. Nothing of yours is lost.',
      },
      refused: { title: 'The sign-in service refused', text: 'It did not accept this request. Try again.' },
      'unusable-answer': {
        title: 'The answer of the sign-in service failed our checks',
        text: 'You were not signed in, and nothing was stored. Try again.',
      },
    },
    cameBack: { title: 'You are not signed in', text: 'This page is for people who are signed in.' },
    ended: 'Your session has ended. Sign in again to go on; this page stays as it is.',
    signedOutElsewhere: 'You signed out in another tab.',
    signedOutHereOnly:
      'You are signed out here, but the sign-in service could not be reached: it may still remember you on this device. The next sign-in will ask for your password.',
  },
  de: {
    home: 'Zur Startseite',
    tryAgain: 'Noch einmal',
    reload: 'Neu laden',
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
    ended: 'Ihre Sitzung ist beendet. Melden Sie sich wieder an; diese Seite bleibt, wie sie ist.',
    signedOutElsewhere: 'Sie haben sich in einem anderen Tab abgemeldet.',
    signedOutHereOnly:
      'Sie sind hier abgemeldet, aber der Anmeldedienst war nicht erreichbar: Er erinnert sich auf diesem Gerät vielleicht noch an Sie. Die nächste Anmeldung wird nach Ihrem Passwort fragen.',
  },
})
