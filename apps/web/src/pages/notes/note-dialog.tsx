import type { NewNote, Note } from '@lifeguard/api-contract'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { SessionNotice } from '../../frame/session-notice.tsx'
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

  // Before the form looks where the focus belongs: opening the dialog puts it on the first field.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="note-dialog-title" onClose={onClose}>
      <div className="stack stack-form">
        {/* Behind a modal dialog nothing can be reached, not even the way back in. */}
        <SessionNotice />
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
