import { ApiError } from '../../api/api-error.ts'
import type { NotesWords } from './notes-words.ts'

/** Says why a change of a note was taken back. */
export function whyNotSaved(error: Error, title: string, words: NotesWords): string {
  const stale = error instanceof ApiError && error.status === 412
  return stale ? words.changedMeanwhile(title) : words.notSaved
}
