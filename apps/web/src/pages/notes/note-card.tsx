import type { Note } from '@lifeguard/api-contract'
import type { ReactNode } from 'react'
import { Timestamp } from '../../frame/timestamp.tsx'
import { useWords } from '../../language/language.tsx'
import { isProvisional } from './notes-data.ts'
import { notesWords } from './notes-words.ts'

/** One note and what can be done with it. */
export function NoteCard({
  note,
  onEdit,
  onRemove,
}: {
  note: Note
  onEdit: () => void
  onRemove: () => void
}): ReactNode {
  const words = useWords(notesWords)
  const provisional = isProvisional(note)

  return (
    <li>
      <article className="card note" aria-label={note.title} aria-busy={provisional}>
        <h3 dir="auto">{note.title}</h3>
        {note.text !== '' && (
          <p className="note-text" dir="auto">
            {note.text}
          </p>
        )}
        <div className="row row-apart note-foot">
          <Timestamp time={note.updatedAt} />
          <div className="row">
            <button
              type="button"
              className="button button-quiet"
              aria-label={words.editNote(note.title)}
              disabled={provisional}
              onClick={onEdit}
            >
              {words.edit}
            </button>
            <button
              type="button"
              className="button button-quiet"
              aria-label={words.removeNote(note.title)}
              disabled={provisional}
              onClick={onRemove}
            >
              {words.remove}
            </button>
          </div>
        </div>
      </article>
    </li>
  )
}
