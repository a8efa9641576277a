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
  const submitted = useRef(false)
  const [draft, setDraft] = useState(() => drafts.read(name, start))
  const [faults, submit] = useActionState<NoteFaults>(() => {
    // The second click of a double click may come before the form has gone.
    if (submitted.current) return {}
    const note = fromDraft(draft)
    const found = findNoteFaults(note, words)
    if (Object.keys(found).length > 0) return found
    submitted.current = true
    drafts.discard(name)
    onSubmit(note, draft.version)
    return {}
  }, startFaults)

  useEffect(() => {
    const first = (['title', 'text', 'tags'] as const).find((field) => faults[field] !== undefined)
    if (first) form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
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
