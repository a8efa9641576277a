import type { FrameWords } from './frame-words.ts'

export const words: FrameWords = {
  skip: 'Zum Inhalt springen',
  pages: 'Seiten',
  notes: 'Notizen',
  console: 'Konsole',
  account: 'Konto',
  admin: 'Personen',
  signIn: 'Anmelden',
  redirecting: 'Weiterleitung…',
  signOut: 'Abmelden',
  menuFor: (name) => `Kontomenü von ${name}`,
  signedInWith: (method) => `Angemeldet mit ${method}`,
  password: 'E-Mail und Passwort',
  language: 'Sprache',
  theme: 'Farben',
  themes: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  promise: 'Anmeldung für eine Single-Page-App, Schutz für ihre API.',
  offline: 'Sie sind offline. Was Sie sehen, bleibt; Änderungen warten, bis Sie zurück sind.',
  loading: 'Wird geladen…',
  stillLoading: 'Wird noch geladen. Das Netz ist vielleicht langsam.',
}
