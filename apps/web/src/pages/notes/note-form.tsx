import type { NewNote } from '@lifeguard/api-contract'
import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react'
import { useWords } from '../../language/language.tsx'
import { useDrafts } from '../../private/drafts.ts'
import { FormField } from '../../private/form-field.tsx'
import { fromDraft, type NoteDraft } from './note-draft.ts'
import { findNoteFaults, type NoteFaults } from './note-faults.ts'
import { notesWords } from './notes-words.ts'

/** The form of a note. What is typed is kept as a draft under `name` until it is submitted or given up. */
export function NoteForm({
  name,
  start,
  startFaults,
  submitLabel,
  onSubmit,
  onCancel,
}: {
  name: string
  start: NoteDraft
  /** What the API did not accept when the same note was submitted before. */
  startFaults: NoteFaults
  submitLabel: string
  /** Takes what was written, and the version of the note with which the writing began. */
  onSubmit: (note: NewNote, version: number) => void
  onCancel: () => void
}): ReactNode {
  const words = useWords(notesWords)
  const drafts = useDrafts()
  const form = useRef<HTMLFormElement>(null)
  const submitted = useRef<NoteFaults>(null)
  const [draft, setDraft] = useState(() => drafts.read(name, start))
  const [found, submit] = useActionState<NoteFaults | null>(() => {
    // The second click of a double click may come before the form has gone.
    if (submitted.current === startFaults) return null
    const note = fromDraft(draft)
    const mistakes = findNoteFaults(note, words)
    if (Object.keys(mistakes).length > 0) return mistakes
    submitted.current = startFaults
    drafts.discard(name)
    onSubmit(note, draft.version)
    return null
  }, null)
  // The API may refuse before the form has gone, or what was submitted before while somebody writes on.
  const faults = found ?? startFaults

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [faults])

  function change(changes: Partial<NoteDraft>): void {
    const changed = { ...draft, ...changes }
    setDraft(changed)
    drafts.write(name, changed)
  }

  function giveUp(): void {
    drafts.discard(name)
    onCancel()
  }

  return (
    <form ref={form} className="stack stack-form" action={submit} noValidate>
      <FormField
        label={words.noteTitle}
        name="title"
        required
        value={draft.title}
        fault={faults.title}
        onChange={(title) => change({ title })}
      />
      <FormField
        label={words.noteText}
        name="text"
        multiline
        value={draft.text}
        fault={faults.text}
        onChange={(text) => change({ text })}
      />
      <FormField
        label={words.noteTags}
        name="tags"
        hint={words.tagsHint}
        value={draft.tags}
        fault={faults.tags}
        onChange={(tags) => change({ tags })}
      />
      {faults.form && (
        <p className="notice notice-danger" role="alert">
          {faults.form}
        </p>
      )}
      <div className="row row-end">
        <button type="button" className="button button-quiet" onClick={giveUp}>
          {words.cancel}
        </button>
        <button type="submit" className="button button-primary">
          {submitLabel}
        </button>
      </div>
    </form>
  )
}
