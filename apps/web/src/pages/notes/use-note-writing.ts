import type { NewNote, Note } from '@lifeguard/api-contract'
import { useRef, useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { ApiError } from '../../api/api-error.ts'
import { routes } from '../../api/routes.ts'
import { useWords } from '../../language/language.tsx'
import { useDrafts } from '../../private/drafts.ts'
import { draftName, isOfNewNote, type NoteDraft, nameAnotherNew, toDraft } from './note-draft.ts'
import { type NoteFaults, readNoteFaults } from './note-faults.ts'
import { useAddNote, useChangeNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'

/** A note that is being written, and what is wrong with what was written so far. */
export interface NoteWriting {
  readonly note: Note | 'new'
  /** The name of its draft. */
  readonly draft: string
  readonly faults: NoteFaults
  /** What somebody else has saved since the writing began: the person decides which version stays. */
  readonly rival?: Note
}

/**
 * Writing notes: the dialog closes at once and the list shows the result. When it cannot be saved, the dialog is back
 * with everything that was typed, after whatever is being written by then. A draft that was left behind, by a session
 * that ended, opens it as well.
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
  // The first one has the dialog; the others wait for it.
  const [writings, setWritings] = useState<readonly NoteWriting[]>(() =>
    drafts
      .names()
      .filter(isOfNewNote)
      .map((draft) => ({ note: 'new', draft, faults: {} })),
  )
  const [writing = null] = writings
  const [resumed, setResumed] = useState(false)
  const newest = useRef<Record<string, NewNote>>({})

  if (!resumed && notes !== undefined) {
    setResumed(true)
    const left = drafts.names()
    for (const note of notes) if (left.includes(draftName(note))) write(note)
  }

  function open(writing: NoteWriting): void {
    setWritings((before) => [...before.filter(({ draft }) => draft !== writing.draft), writing])
  }

  function write(note: Note | 'new'): void {
    open({ note, draft: draftName(note), faults: {} })
  }

  function save({ note, rival }: NoteWriting, written: NewNote, version: number): void {
    // Who has seen the other version may overwrite it, and nothing that came after it.
    const seen = rival?.version ?? version
    const takeBackWritten = (error: unknown) => takeBack(note, toDraft(written, version), error)
    if (note === 'new') return void addNote.mutateAsync(written).catch(takeBackWritten)
    newest.current[note.id] = written
    changeNote.mutateAsync({ id: note.id, version: seen, changes: written }).catch((error) => {
      // A later change of the same note has all of this one.
      if (newest.current[note.id] === written) takeBackWritten(error)
    })
  }

  async function takeBack(note: Note | 'new', written: NoteDraft, error: unknown): Promise<void> {
    const status = error instanceof ApiError ? error.status : undefined
    if (note !== 'new' && status !== 404) {
      const draft = draftName(note)
      // Whoever has opened the note again meanwhile writes on from there.
      drafts.write(draft, drafts.read(draft, written))
      if (status !== 412) return open({ note, draft, faults: faultsOf(error) })
      return call(routes.getNote, { params: { id: note.id } }).then(
        (rival) => open({ note, draft, faults: {}, rival }),
        (reason) => takeBack(note, written, reason),
      )
    }
    const draft = nameAnotherNew()
    drafts.write(draft, written)
    if (note === 'new') return open({ note, draft, faults: faultsOf(error) })
    drafts.discard(draftName(note))
    open({ note: 'new', draft, faults: { form: words.goneMeanwhile } })
  }

  function faultsOf(error: unknown): NoteFaults {
    const issues = error instanceof ApiError ? error.problem?.issues : undefined
    return issues ? readNoteFaults(issues, words) : { form: words.notSaved }
  }

  return {
    writing,
    write,
    save,
    close: () => setWritings((before) => before.filter((other) => other !== writing)),
  }
}
