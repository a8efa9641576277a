import type { NewNote, Note } from '@lifeguard/api-contract'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
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
}

/**
 * Writing notes: the dialog closes at once and the list shows the result. When it cannot be saved, the dialog is back
 * with everything that was typed. A draft that was left behind, by a session that ended, opens it as well.
 */
export function useNoteWriting(notes: readonly Note[] | undefined): {
  writing: NoteWriting | null
  write: (note: Note | 'new') => void
  save: (note: Note | 'new', written: NewNote) => void
  close: () => void
} {
  const words = useWords(notesWords)
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

  function save(note: Note | 'new', written: NewNote): void {
    const onError = (error: Error) => {
      drafts.write(draftName(note), toDraft(written))
      setWriting({ note, faults: faultsOf(error) })
    }
    if (note === 'new') addNote.mutate(written, { onError })
    else changeNote.mutate({ id: note.id, changes: written }, { onError })
  }

  function faultsOf(error: Error): NoteFaults {
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
