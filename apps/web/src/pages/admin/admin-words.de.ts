import type { AdminWords } from './admin-words.ts'

export const words: AdminWords = {
  title: 'Personen',
  lead: 'Alle, die hier ein Konto haben, und was verantwortet werden muss. Ein Konto beginnt, wenn jemand zum ersten Mal hierherkommt, nicht mit der Registrierung.',
  accounts: 'Konten',
  accountsFailed: 'Die Konten ließen sich nicht laden.',
  noAccounts: 'Noch hat niemand ein Konto.',
  email: 'E-Mail',
  shownAs: 'Angezeigt als',
  since: 'Seit',
  subject: 'Subject',
  audit: 'Protokoll',
  auditFailed: 'Das Protokoll ließ sich nicht laden.',
  noEntries: 'Noch wurde nichts abgelehnt oder verwaltet.',
  when: 'Wann',
  act: 'Was',
  endpoint: 'Wo',
  who: 'Wer',
  reason: 'Warum',
  unknown: 'Nicht bekannt',
}
