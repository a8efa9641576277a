import type { Note } from '@lifeguard/api-contract'
import { type ReactNode, useState } from 'react'
import { PageHeading } from '../../frame/page-heading.tsx'
import { useWords } from '../../language/language.tsx'
import { EditNoteDialog } from './edit-note-dialog.tsx'
import { NoteForm } from './note-form.tsx'
import { NoteList } from './note-list.tsx'
import { useAddNote, useNotes } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import './notes.css'

/** The notes of the person who is signed in: write, read, change, delete. */
export default function NotesPage(): ReactNode {
  const words = useWords(notesWords)
  const notes = useNotes()
  const addNote = useAddNote()
  const [edited, setEdited] = useState<Note | null>(null)

  return (
    <div className="notes-page">
      <PageHeading title={words.title} />
      <section className="card composer" aria-label={words.newNote}>
        <h2>{words.newNote}</h2>
        <NoteForm
          draftName="new-note"
          note={{ title: '', text: '' }}
          submitLabel={words.add}
          onSubmit={addNote.mutateAsync}
        />
      </section>
      <NoteList notes={notes} onEdit={setEdited} />
      {edited && <EditNoteDialog key={edited.id} note={edited} onClose={() => setEdited(null)} />}
    </div>
  )
}
