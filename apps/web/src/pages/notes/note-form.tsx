import type { NewNote } from '@lifeguard/api-contract'
import { type ReactNode, useActionState, useEffect, useRef, useState } from 'react'
import { useWords } from '../../language/language.tsx'
import { useDrafts } from '../../private/drafts.ts'
import { FormField } from '../../private/form-field.tsx'
import { fromDraft, type NoteDraft } from './note-draft.ts'
import { type NoteFaults, readNoteFaults } from './note-faults.ts'
import { notesWords } from './notes-words.ts'

// The same schema as in the API.
const loadSchemas = () => import('@lifeguard/api-contract')

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
  onSubmit: (note: NewNote) => void
  onCancel: () => void
}): ReactNode {
  const words = useWords(notesWords)
  const drafts = useDrafts()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState(() => drafts.read(name, start))
  const [faults, submit, pending] = useActionState<NoteFaults>(async () => {
    const note = fromDraft(draft)
    // Without a network there may be no schemas; the API looks at the note in any case.
    const schemas = await loadSchemas().catch(() => undefined)
    const parsed = schemas?.NewNote.safeParse(note)
    if (parsed?.success === false) return readNoteFaults(parsed.error.issues, words)
    drafts.discard(name)
    onSubmit(parsed?.data ?? note)
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
        <button type="submit" className="button button-primary" aria-busy={pending} disabled={pending}>
          {pending ? words.saving : submitLabel}
        </button>
      </div>
    </form>
  )
}
