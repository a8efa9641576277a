import type { NewNote, Note } from '@lifeguard/api-contract'
import { useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { ApiError } from '../../api/api-error.ts'
import { routes } from '../../api/routes.ts'
import { useWords } from '../../language/language.tsx'
import { useDrafts } from '../../private/drafts.ts'
import { draftName, toDraft } from './note-draft.ts'
import { type NoteFaults, readNoteFaults } from './note-faults.ts'
import { useAddNote, useChangeNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'

/** The note whose dialog is open, and what is wrong with what was written there. */
export interface NoteWriting {
  readonly note: Note | 'new'
  readonly faults: NoteFaults
  /** What somebody else has saved since the writing began: the person decides which version stays. */
  readonly rival?: Note
}

/**
 * Writing notes: the dialog closes at once and the list shows the result. When it cannot be saved, the dialog is back
 * with everything that was typed. A draft that was left behind, by a session that ended, opens it as well.
 */
export function useNoteWriting(notes: readonly Note[] | undefined): {
  writing: NoteWriting | null
  write: (note: Note | 'new') => void
  /** Saves what was written, as a change of the version with which the writing began. */
  save: (writing: NoteWriting, written: NewNote, version: number) => void
  close: () => void
} {
  const words = useWords(notesWords)
  const { call } = useApi()
  const drafts = useDrafts()
  const addNote = useAddNote()
  const changeNote = useChangeNote()
  const [writing, setWriting] = useState<NoteWriting | null>(() =>
    drafts.has(draftName('new')) ? { note: 'new', faults: {} } : null,
  )
  const [resumed, setResumed] = useState(false)

  if (!resumed && notes !== undefined) {
    setResumed(true)
    const left = notes.find((note) => drafts.has(draftName(note)))
    if (left && writing === null) setWriting({ note: left, faults: {} })
  }

  function save({ note, rival }: NoteWriting, written: NewNote, version: number): void {
    const onError = async (error: unknown) => {
      drafts.write(draftName(note), toDraft(written, version))
      setWriting(await reopen(note, written, error))
    }
    // Who has seen the other version may overwrite it, and nothing that came after it.
    const seen = rival?.version ?? version
    if (note === 'new') addNote.mutate(written, { onError })
    else changeNote.mutate({ id: note.id, version: seen, changes: written }, { onError })
  }

  async function reopen(note: Note | 'new', written: NewNote, error: unknown): Promise<NoteWriting> {
    const status = error instanceof ApiError ? error.status : undefined
    if (note !== 'new' && status === 404) {
      drafts.discard(draftName(note))
      drafts.write(draftName('new'), toDraft(written, 0))
      return { note: 'new', faults: { form: words.goneMeanwhile } }
    }
    if (note === 'new' || status !== 412) return { note, faults: faultsOf(error) }
    return call(routes.getNote, { params: { id: note.id } }).then(
      (rival) => ({ note, faults: {}, rival }),
      (reason) => reopen(note, written, reason),
    )
  }

  function faultsOf(error: unknown): NoteFaults {
    const issues = error instanceof ApiError ? error.problem?.issues : undefined
    return issues ? readNoteFaults(issues, words) : { form: words.notSaved }
  }

  return {
    writing,
    write: (note) => setWriting({ note, faults: {} }),
    save,
    close: () => setWriting(null),
  }
}
