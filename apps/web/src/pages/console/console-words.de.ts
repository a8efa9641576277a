import type { ConsoleWords } from './console-words.ts'

export const words: ConsoleWords = {
  title: 'API-Konsole',
  lead: 'Jeder Endpunkt der API, wie ihr Vertrag ihn festlegt. Rufen Sie einen auf und sehen Sie, warum er antwortet oder ablehnt.',
  endpoints: 'Endpunkte',
  endpoint: 'Endpunkt',
  demands: 'Was er von Ihnen verlangt',
  publicEndpoint: 'Nichts: Jeder darf ihn aufrufen, ohne Access Token.',
  demand: {
    token: 'Ein gültiges Access Token',
    scope: (name) => `Den Scope „${name}“`,
    groups: (names) => `Mitgliedschaft in ${names}`,
    user: 'Eine Person, keine Maschine',
    machine: 'Eine Maschine, keine Person',
    recent: (minutes) => `Eine Anmeldung in den letzten ${minutes} Minuten`,
  },
  have: { yes: 'Haben Sie', no: 'Fehlt Ihnen' },
  yourClaims: 'Ihre Claims',
  request: 'Anfrage',
  noFields: 'Dieser Endpunkt nimmt keine Eingaben.',
  parts: { params: 'Pfad', query: 'Query', body: 'Body', header: 'Header' },
  optional: 'freiwillig',
  leaveOut: 'Weglassen',
  commaSeparated: 'Durch Kommas getrennt',
  emptyIsNull: 'Leer bedeutet null',
  between: (low, high) => (low === undefined ? `Höchstens ${high}` : `Von ${low} bis ${high}`),
  newKey: 'Neuer Schlüssel',
  sendAs: 'Senden',
  credentials: {
    own: 'mit Ihrem Access Token',
    none: 'ohne Access Token',
    spoiled: 'mit einem verfälschten Access Token',
  },
  send: 'Anfrage senden',
  sending: 'Wird gesendet…',
  curl: 'Als curl',
  copy: 'Kopieren',
  copyWithToken: 'Mit Access Token kopieren',
  copied: 'Kopiert',
  copiedToken: 'Kopiert, mit Ihrem Access Token: behandeln Sie es wie ein Passwort',
  answer: 'Antwort',
  noAnswer: 'Es kam keine Antwort. Die API oder das Netz ist nicht da, oder die API lehnt diese Herkunft ab.',
  sessionOver: 'Ihre Sitzung ist beendet: Melden Sie sich wieder an, um Ihr Access Token zu senden.',
  milliseconds: (ms) => `${ms} ms`,
  headers: 'Header',
  body: 'Body',
  emptyBody: 'Kein Body',
  nextPage: 'Nächste Seite',
  signInAgain: 'Neu anmelden',
  why: {
    success: 'Es hat geklappt.',
    badRequest:
      'Die Anfrage ist fehlerhaft: Ein Parameter passt nicht, oder der Body ist kein JSON. Die Issues sagen, wo.',
    noToken:
      'Es wurde kein Access Token gesendet; deshalb hat die Challenge keinen Fehlercode. Sie sagt nur, dass eines nötig ist und wo steht, wer sie ausstellt.',
    invalidToken:
      'Die API nimmt dieses Access Token nicht an: Es ist abgelaufen, verändert, kommt von einem anderen User Pool oder App Client, oder seine Sitzung wurde beendet. Was davon, sagt nur das Log der API unter der Request-Id.',
    signInTooOld: (seconds) =>
      `Ihr Access Token ist gut, aber diese Aktion verlangt eine Anmeldung, die höchstens ${Math.round(seconds / 60)} Minuten her ist. Melden Sie sich neu an, dann geht es.`,
    scopeMissing: (scope) =>
      `Ihr Access Token ist gut, hat aber den Scope „${scope}“ nicht. Scopes erhält die App bei der Anmeldung: Dort muss er verlangt werden.`,
    forbidden:
      'Sie sind bekannt, und das hier ist nicht für Sie: Der Endpunkt verlangt eine Gruppe oder eine Art von Aufrufer, die Sie nicht sind; „Was er von Ihnen verlangt“ sagt, welche. Eine Challenge fehlt, weil auch ein anderes Zugriffstoken von Ihnen nichts ändern würde.',
    notFound: 'So etwas gibt es bei Ihnen nicht. Was jemand anderem gehört, sieht von hier genauso aus.',
    methodNotAllowed: 'Diesen Pfad gibt es, mit anderen Methoden. Der Header Allow nennt sie.',
    notAcceptable: 'Die API hat keine Darstellung, die der Header Accept erlaubt.',
    stillRunning: 'Eine Anfrage mit diesem Idempotency-Key läuft noch. Warten Sie auf sie.',
    staleVersion:
      'Seit Sie es gelesen haben, hat es jemand geändert: Die Version in If-Match ist nicht die jetzige. Lesen Sie es neu.',
    tooLarge: 'Der Body ist größer, als die API annimmt.',
    notJson: 'Der Body muss als application/json gesendet werden.',
    doesNotFit: 'Der Body ist JSON, passt aber nicht zum Schema. Die Issues sagen, was und wo.',
    versionRequired:
      'Senden Sie den ETag dessen, was Sie gelesen haben, in If-Match, damit keine Änderung verloren geht.',
    later: (status, seconds) =>
      `${status === 429 ? 'Zu viele Anfragen.' : 'Die API kann Ihr Access Token gerade nicht prüfen oder ihre Daten nicht erreichen; das liegt nicht an Ihnen.'} Versuchen Sie es in ${seconds} s wieder.`,
    internal:
      'In der API ist etwas schiefgegangen. Die Einzelheiten stehen in ihrem Log, unter der Request-Id.',
  },
}
