import type { Note } from '@lifeguard/api-contract'
import type { RefObject } from 'react'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import { useChangeNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import { whyNotSaved } from './why-not-saved.ts'

/**
 * Puts notes into the archive and takes them out, at once and with a way back. `broughtBack` names the note that "Undo"
 * brought back last.
 */
export function useArchive(broughtBack: RefObject<string>): (note: Note, archived: boolean) => void {
  const words = useWords(notesWords)
  const showToast = useToast()
  const { mutateAsync } = useChangeNote()

  function change(note: Note, archived: boolean): void {
    mutateAsync({ ...note, changes: { archived } }).catch((error) =>
      showToast({ message: whyNotSaved(error, note.title, words) }),
    )
  }

  return (note, archived) => {
    change(note, archived)
    showToast({
      message: archived ? words.archived(note.title) : words.restored(note.title),
      action: {
        label: words.undo,
        run: () => {
          broughtBack.current = note.id
          change(note, !archived)
        },
      },
    })
  }
}
