import type { Note } from '@lifeguard/api-contract'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import { useChangeNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'

/** Puts notes into the archive and takes them out, at once and with a way back. */
export function useArchive(): (note: Note, archived: boolean) => void {
  const words = useWords(notesWords)
  const showToast = useToast()
  const { mutate } = useChangeNote()

  function change(note: Note, archived: boolean): void {
    mutate({ id: note.id, changes: { archived } }, { onError: () => showToast({ message: words.notSaved }) })
  }

  return (note, archived) => {
    change(note, archived)
    showToast({
      message: archived ? words.archived(note.title) : words.restored(note.title),
      action: { label: words.undo, run: () => change(note, !archived) },
    })
  }
}
