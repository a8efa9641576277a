import { dictionary } from '../../language/dictionary.ts'

const english = {
  title: 'People',
  lead: 'Everybody with an account here, and what must be answered for. An account begins when its owner first comes here, not when they sign up.',
  accounts: 'Accounts',
  accountsFailed: 'The accounts could not be loaded.',
  noAccounts: 'Nobody has an account yet.',
  email: 'E-mail',
  shownAs: 'Shown as',
  since: 'Since',
  subject: 'Subject',
  audit: 'Audit trail',
  auditFailed: 'The audit trail could not be loaded.',
  noEntries: 'Nothing has been refused or administered yet.',
  when: 'When',
  act: 'What',
  endpoint: 'Where',
  who: 'Who',
  reason: 'Why',
  unknown: 'Not known',
}

export type AdminWords = typeof english

export const adminWords = dictionary(english, () => import('./admin-words.de.ts'))
