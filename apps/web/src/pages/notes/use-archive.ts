import type { Note } from '@lifeguard/api-contract'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import { useChangeNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import { whyNotSaved } from './why-not-saved.ts'

/** Puts notes into the archive and takes them out, at once and with a way back. */
export function useArchive(): (note: Note, archived: boolean) => void {
  const words = useWords(notesWords)
  const showToast = useToast()
  const { mutate } = useChangeNote()

  function change({ id, version, title }: Note, archived: boolean): void {
    mutate(
      { id, version, changes: { archived } },
      { onError: (error) => showToast({ message: whyNotSaved(error, title, words) }) },
    )
  }

  return (note, archived) => {
    change(note, archived)
    showToast({
      message: archived ? words.archived(note.title) : words.restored(note.title),
      action: { label: words.undo, run: () => change(note, !archived) },
    })
  }
}
