import type { AdminWords } from './admin-words.ts'

export const words: AdminWords = {
  title: 'Personen',
  lead: 'Alle, die hier ein Konto haben, und was verantwortet werden muss. Ein Konto beginnt, wenn die API es zum ersten Mal braucht, nicht mit der Anmeldung.',
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
