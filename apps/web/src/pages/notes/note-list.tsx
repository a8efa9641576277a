import type { Note } from '@lifeguard/api-contract'
import type { ReactNode } from 'react'
import { useWords } from '../../language/language.tsx'
import { NoteCard } from './note-card.tsx'
import type { useNotes } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import { useDeleteWithUndo } from './use-delete-with-undo.ts'

/** The list in whichever state it is: on its way, failed, empty, or there. */
export function NoteList({
  notes,
  onEdit,
}: {
  notes: ReturnType<typeof useNotes>
  onEdit: (note: Note) => void
}): ReactNode {
  const words = useWords(notesWords)
  const { hidden, remove } = useDeleteWithUndo()

  if (notes.isPending) return <NoteSkeletons />
  if (notes.isError && notes.data === undefined)
    return (
      <div className="notice notice-danger" role="alert">
        <p>{words.loadFailed}</p>
        <button type="button" className="button" onClick={() => void notes.refetch()}>
          {words.tryAgain}
        </button>
      </div>
    )

  const shown = notes.data.filter((note) => !hidden.has(note.id))
  if (shown.length === 0 && !notes.hasNextPage)
    return (
      <div className="empty">
        <h2>{words.emptyTitle}</h2>
        <p>{words.emptyText}</p>
      </div>
    )

  return (
    <>
      <ul className="list note-list" aria-label={words.list}>
        {shown.map((note) => (
          <NoteCard key={note.id} note={note} onEdit={() => onEdit(note)} onRemove={() => remove(note)} />
        ))}
      </ul>
      {notes.hasNextPage && (
        <button
          type="button"
          className="button"
          aria-busy={notes.isFetchingNextPage}
          onClick={() => void notes.fetchNextPage()}
        >
          {words.more}
        </button>
      )}
    </>
  )
}

function NoteSkeletons(): ReactNode {
  return (
    <div className="note-list" aria-busy="true">
      <div className="skeleton skeleton-card" />
      <div className="skeleton skeleton-card" />
      <div className="skeleton skeleton-card" />
    </div>
  )
}
