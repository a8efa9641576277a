import type { Note } from '@lifeguard/api-contract'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import { useRemoveNote } from './notes-data.ts'
import { notesWords } from './notes-words.ts'
import { whyNotSaved } from './why-not-saved.ts'

/**
 * Deletes notes a moment later than it looks: while the message with "Undo" stands, the note is only hidden.
 * Leaving the notes, or the app, carries out what is waiting and takes the message with it. `broughtBack` names the note
 * that "Undo" brought back last.
 */
export function useDeleteWithUndo(broughtBack: RefObject<string>): {
  hidden: readonly string[]
  remove: (note: Note) => void
} {
  const words = useWords(notesWords)
  const showToast = useToast()
  const removeNote = useRemoveNote()
  const [hidden, setHidden] = useState<readonly string[]>([])
  const waiting = useRef(new Map<string, (pageHide?: Event) => void>())

  useEffect(() => {
    const deletions = waiting.current
    function carryOutAll(pageHide?: Event): void {
      for (const carryOut of deletions.values()) carryOut(pageHide)
    }
    window.addEventListener('pagehide', carryOutAll)
    return () => {
      window.removeEventListener('pagehide', carryOutAll)
      carryOutAll()
    }
  }, [])

  function remove(note: Note): void {
    setHidden((before) => [...before, note.id])
    const takeAway = showToast({
      message: words.removed(note.title),
      action: {
        label: words.undo,
        run: () => {
          broughtBack.current = note.id
          show(note)
        },
      },
      onExpire: () => waiting.current.get(note.id)?.(),
    })
    waiting.current.set(note.id, (pageHide) => {
      waiting.current.delete(note.id)
      takeAway()
      const removed = pageHide ? removeNote.atOnce(note) : removeNote.inTurn(note)
      removed.catch((error) => keep(note, error))
    })
  }

  function show({ id }: Note): void {
    waiting.current.delete(id)
    setHidden((before) => before.filter((other) => other !== id))
  }

  function keep(note: Note, error: Error): void {
    show(note)
    showToast({ message: whyNotSaved(error, note.title, words) })
  }

  return { hidden, remove }
}
