import { dictionary } from '../../language/dictionary.ts'

const english = {
  title: 'Notes',
  newNote: 'New note',
  noteTitle: 'Title',
  noteText: 'Text',
  noteTags: 'Tags',
  tagsHint: 'Separated by commas',
  add: 'Add note',
  save: 'Save',
  cancel: 'Cancel',
  edit: 'Edit',
  editNote: (title: string) => `Edit “${title}”`,
  archive: 'Archive',
  archiveNote: (title: string) => `Archive “${title}”`,
  archived: (title: string) => `Archived “${title}”`,
  restore: 'Take out',
  restoreNote: (title: string) => `Take “${title}” out of the archive`,
  restored: (title: string) => `“${title}” is back`,
  remove: 'Delete',
  removeNote: (title: string) => `Delete “${title}”`,
  removed: (title: string) => `Deleted “${title}”`,
  undo: 'Undo',
  more: 'Show more',
  list: 'Your notes',
  search: 'Search',
  which: 'Which notes',
  active: 'Current',
  inArchive: 'Archive',
  withTag: (tag: string) => `Tag: ${tag}`,
  clearTag: (tag: string) => `Show notes without the tag “${tag}”, too`,
  empty: {
    notes: { title: 'Nothing here yet', text: 'Write your first note. Nobody but you can read it.' },
    archive: { title: 'The archive is empty', text: 'What you archive is kept here, out of the way.' },
    search: { title: 'No note fits', text: 'Try other words, or look in the archive.' },
  },
  loadFailed: 'Your notes could not be loaded.',
  notSaved: 'That could not be saved, and the change was taken back. Try again.',
  changedMeanwhile: (title: string) =>
    `“${title}” was changed in another place meanwhile. Look at it again before you decide.`,
  rival: {
    title: 'This note was changed in another place',
    text: 'While you were writing, another version was saved. Yours is here, too, and nothing of it is lost.',
    saved: 'The saved version',
    noText: 'No text',
    take: 'Use the saved version',
    yours: 'Your version',
    overwrite: 'Save mine instead',
  },
  goneMeanwhile: 'This note was deleted in another place meanwhile. Add it again, if you still need it.',
  titleMissing: 'Give the note a title',
  titleTooLong: (max: number) => `A title has at most ${max.toLocaleString('en')} characters`,
  textTooLong: (max: number) => `A note has at most ${max.toLocaleString('en')} characters`,
  tagsNotAccepted: (max: number, maxLength: number) =>
    `A note has at most ${max} tags of up to ${maxLength} characters`,
  notAccepted: 'This was not accepted',
}

export type NotesWords = typeof english

export const notesWords = dictionary(english, () => import('./notes-words.de.ts'))
