import type { Note } from '@lifeguard/api-contract'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../language/language.tsx'
import { NoteForm } from './note-form.tsx'
import { useChangeNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'

/** Changes one note. The native dialog keeps the focus inside and gives it back. */
export function EditNoteDialog({ note, onClose }: { note: Note; onClose: () => void }): ReactNode {
  const words = useWords(notesWords)
  const changeNote = useChangeNote()
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    <dialog ref={dialog} className="dialog" aria-label={words.editNote(note.title)} onClose={onClose}>
      <div className="stack">
        <h2>{words.edit}</h2>
        <NoteForm
          draftName={`note-${note.id}`}
          note={{ title: note.title, text: note.text }}
          submitLabel={words.save}
          onSubmit={async (changes) => {
            await changeNote.mutateAsync({ id: note.id, changes })
            dialog.current?.close()
          }}
          onCancel={() => dialog.current?.close()}
        />
      </div>
    </dialog>
  )
}
