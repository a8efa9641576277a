import type { AccountWords } from './account-words.ts'

export const words: AccountWords = {
  title: 'Konto',
  lead: 'Wer Sie für diese App sind, und was sie für Sie tun darf.',
  who: 'Wer Sie sind',
  name: 'Name',
  email: 'E-Mail',
  subject: 'Subject',
  groups: 'Gruppen',
  noGroups: 'Keine',
  mayDo: 'Was diese App für Sie tun darf',
  session: 'Diese Sitzung',
  signedInAt: 'Angemeldet',
  signOut: 'Abmelden',
  loadFailed: 'Die API konnte nicht sagen, wer Sie sind.',
  tryAgain: 'Noch einmal',
  unknown: 'Nicht bekannt',
}
