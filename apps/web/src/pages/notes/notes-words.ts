import { dictionary } from '../../language/dictionary.ts'

const english = {
  title: 'Notes',
  newNote: 'New note',
  noteTitle: 'Title',
  noteText: 'Text',
  add: 'Add note',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  edit: 'Edit',
  editNote: (title: string) => `Edit “${title}”`,
  remove: 'Delete',
  removeNote: (title: string) => `Delete “${title}”`,
  removed: (title: string) => `Deleted “${title}”`,
  undo: 'Undo',
  more: 'Show more',
  list: 'Your notes',
  emptyTitle: 'Nothing here yet',
  emptyText: 'Write your first note above. Nobody but you can read it.',
  loadFailed: 'Your notes could not be loaded.',
  tryAgain: 'Try again',
  notSaved: 'That was not saved, and the change was taken back.',
  titleMissing: 'Give the note a title',
  titleTooLong: 'A title has at most 200 characters',
  textTooLong: 'A note has at most 20,000 characters',
  notAccepted: 'This was not accepted',
}

export type NotesWords = typeof english

export const notesWords = dictionary(english, () => import('./notes-words.de.ts'))
