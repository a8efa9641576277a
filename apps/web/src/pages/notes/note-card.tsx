import type { Note } from '@lifeguard/api-contract'
import type { ReactNode, Ref } from 'react'
import { Timestamp } from '../../frame/timestamp.tsx'
import { useWords } from '../../language/language.tsx'
import { notesWords } from './notes-words.ts'
import { isProvisional } from './optimistic.ts'

/** One note and what can be done with it. */
export function NoteCard({
  ref,
  note,
  onEdit,
  onArchive,
  onRemove,
  onTag,
}: {
  ref: Ref<HTMLElement>
  note: Note
  onEdit: () => void
  onArchive: () => void
  onRemove: () => void
  onTag: (tag: string) => void
}): ReactNode {
  const words = useWords(notesWords)
  const provisional = isProvisional(note)

  return (
    <li>
      <article ref={ref} tabIndex={-1} className="card note" aria-label={note.title} aria-busy={provisional}>
        <h2 dir="auto">{note.title}</h2>
        {note.text !== '' && (
          <p className="note-text" dir="auto">
            {note.text}
          </p>
        )}
        {note.tags.length > 0 && (
          <div className="row">
            {note.tags.map((tag) => (
              <button key={tag} type="button" className="tag tag-button" onClick={() => onTag(tag)}>
                <bdi>{tag}</bdi>
              </button>
            ))}
          </div>
        )}
        <div className="row row-apart note-foot">
          <Timestamp time={note.updatedAt} />
          <div className="row note-actions">
            <NoteAction
              label={words.edit}
              name={words.editNote(note.title)}
              disabled={provisional}
              onClick={onEdit}
            />
            <NoteAction
              label={note.archived ? words.restore : words.archive}
              name={note.archived ? words.restoreNote(note.title) : words.archiveNote(note.title)}
              disabled={provisional}
              onClick={onArchive}
            />
            <NoteAction
              label={words.remove}
              name={words.removeNote(note.title)}
              disabled={provisional}
              onClick={onRemove}
            />
          </div>
        </div>
      </article>
    </li>
  )
}

function NoteAction(props: {
  label: string
  name: string
  disabled: boolean
  onClick: () => void
}): ReactNode {
  return (
    <button
      type="button"
      className="button button-quiet"
      aria-label={props.name}
      disabled={props.disabled}
      // The second click of a double click may hit the note that has moved up.
      onClick={(event) => event.detail < 2 && props.onClick()}
    >
      {props.label}
    </button>
  )
}
