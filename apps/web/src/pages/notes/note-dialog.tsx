import type { NewNote, Note } from '@lifeguard/api-contract'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../language/language.tsx'
import { draftName, toDraft } from './note-draft.ts'
import type { NoteFaults } from './note-faults.ts'
import { NoteForm } from './note-form.tsx'
import { notesWords } from './notes-words.ts'

/** Writes a new note, or changes one. The native dialog keeps the focus inside and gives it back. */
export default function NoteDialog({
  note,
  faults,
  onSave,
  onClose,
}: {
  note: Note | 'new'
  faults: NoteFaults
  onSave: (written: NewNote) => void
  onClose: () => void
}): ReactNode {
  const words = useWords(notesWords)
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="note-dialog-title" onClose={onClose}>
      <div className="stack stack-form">
        <h2 id="note-dialog-title">{note === 'new' ? words.newNote : words.editNote(note.title)}</h2>
        <NoteForm
          name={draftName(note)}
          start={note === 'new' ? { title: '', text: '', tags: '' } : toDraft(note)}
          startFaults={faults}
          submitLabel={note === 'new' ? words.add : words.save}
          onSubmit={(written) => {
            onSave(written)
            dialog.current?.close()
          }}
          onCancel={() => dialog.current?.close()}
        />
      </div>
    </dialog>
  )
}
