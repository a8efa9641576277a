import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { PageHeading } from '../../frame/page-heading.tsx'
import { useWords } from '../../language/language.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { readNoteFilter, toSearchParams } from './note-filter.ts'
import { NoteFilterBar } from './note-filter-bar.tsx'
import { NoteList } from './note-list.tsx'
import { useNotes } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import { useNoteWriting } from './use-note-writing.ts'
import './notes.css'

/** The notes of the person who is signed in: write, find, change, archive, delete. */
export default function NotesPage(): ReactNode {
  const words = useWords(notesWords)
  const [search, setSearch] = useSearchParams()
  const filter = readNoteFilter(search)
  const notes = useNotes(filter)
  const { writing, write, save, close } = useNoteWriting(notes.data)

  return (
    <div className="notes-page">
      <div className="row row-apart">
        <PageHeading title={words.title} />
        <button type="button" className="button button-primary" onClick={() => write('new')}>
          {words.newNote}
        </button>
      </div>
      <NoteFilterBar
        filter={filter}
        onChange={(changed) => setSearch(toSearchParams(changed), { replace: true })}
      />
      <NoteList
        notes={notes}
        filter={filter}
        onEdit={write}
        onTag={(tag) => setSearch(toSearchParams({ ...filter, tag }))}
      />
      {writing && (
        <NoteDialog
          key={writing.draft}
          writing={writing}
          onSave={(written, version) => save(writing, written, version)}
          onClose={close}
        />
      )}
    </div>
  )
}
