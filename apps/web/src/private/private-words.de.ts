import type { PrivateWords } from './private-words.ts'

export const words: PrivateWords = {
  tryAgain: 'Noch einmal',
  cancel: 'Abbrechen',
  more: 'Mehr zeigen',
  noAccess: 'Das ist nicht für Sie',
  signedInAs: (name, email) =>
    name === email ? `Sie sind angemeldet als ${email}.` : `Sie sind angemeldet als ${name} (${email}).`,
  scopeMissing: (scope) => `Die App hat bei Ihrer Anmeldung die Erlaubnis „${scope}“ nicht bekommen.`,
  groupMissing:
    'Es verlangt eine Mitgliedschaft, die Sie nicht haben. Wer den User Pool verwaltet, kann sie Ihnen geben.',
  later: (seconds) => `Die API bittet um eine Pause von ${seconds} Sekunden.`,
  unreachable: 'Die API war nicht erreichbar. Sie bleiben angemeldet.',
  reference: (id) => `Für den Support: ${id}`,
}
