import type { Note } from '@lifeguard/api-contract'
import { type ReactNode, useEffect, useRef } from 'react'
import { SlowNotice } from '../../frame/slow-notice.tsx'
import { useWords } from '../../language/language.tsx'
import { LoadFailed } from '../../private/load-failed.tsx'
import { NoteCard } from './note-card.tsx'
import type { NoteFilter } from './note-filter.ts'
import type { useNotes } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import { useArchive } from './use-archive.ts'
import { useDeleteWithUndo } from './use-delete-with-undo.ts'

/** The list in whichever state it is: on its way, failed, empty, or there. */
export function NoteList({
  notes,
  filter,
  onEdit,
  onTag,
}: {
  notes: ReturnType<typeof useNotes>
  filter: NoteFilter
  onEdit: (note: Note) => void
  onTag: (tag: string) => void
}): ReactNode {
  const words = useWords(notesWords)
  const broughtBack = useRef('')
  const { hidden, remove } = useDeleteWithUndo(broughtBack)
  const setArchived = useArchive(broughtBack)

  if (notes.isPending) return <NoteSkeletons />
  if (notes.data === undefined)
    return <LoadFailed text={words.loadFailed} error={notes.error} onRetry={notes.refetch} />

  const shown = notes.data.filter((note) => !hidden.includes(note.id))
  if (shown.length === 0 && !notes.hasNextPage) return <EmptyList filter={filter} />

  return (
    <>
      <ul className="list note-list" aria-label={words.list} aria-busy={notes.isPlaceholderData}>
        {shown.map((note) => (
          <NoteCard
            key={note.id}
            ref={(card) => {
              // "Undo" has gone and the focus with it, unless the person is somewhere else by now.
              if (card === null || broughtBack.current !== note.id) return
              broughtBack.current = ''
              if (document.activeElement === document.body) card.focus()
            }}
            note={note}
            onEdit={() => onEdit(note)}
            onArchive={() => setArchived(note, !note.archived)}
            onRemove={() => remove(note)}
            onTag={onTag}
          />
        ))}
      </ul>
      {notes.hasNextPage && (
        <MoreButton busy={notes.isFetchingNextPage} onMore={() => void notes.fetchNextPage()} />
      )}
    </>
  )
}

// Presses itself when it comes into view; who cannot scroll presses it.
function MoreButton({ busy, onMore }: { busy: boolean; onMore: () => void }): ReactNode {
  const words = useWords(notesWords)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (busy || button.current === null) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onMore()
    })
    observer.observe(button.current)
    return () => observer.disconnect()
  }, [busy, onMore])

  return (
    <button ref={button} type="button" className="button" aria-busy={busy} onClick={onMore}>
      {words.more}
    </button>
  )
}

function EmptyList({ filter }: { filter: NoteFilter }): ReactNode {
  const { empty } = useWords(notesWords)
  const filtered = filter.search !== '' || filter.tag !== ''
  const { title, text } = filtered ? empty.search : filter.archived ? empty.archive : empty.notes

  return (
    <div className="empty">
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}

function NoteSkeletons(): ReactNode {
  return (
    <div className="note-list" aria-busy="true">
      <SlowNotice />
      <div className="skeleton skeleton-card" />
      <div className="skeleton skeleton-card" />
      <div className="skeleton skeleton-card" />
    </div>
  )
}
