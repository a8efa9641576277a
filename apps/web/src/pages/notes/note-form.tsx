import type { NewNote } from '@lifeguard/api-contract'
import { type ReactNode, useActionState, useId, useRef } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { useWords } from '../../language/language.tsx'
import { useDraft } from '../../private/drafts.ts'
import { type NoteFaults, readNoteFaults } from './note-faults.ts'
import { notesWords } from './notes-words.ts'

// The same schema as in the API; it comes when somebody begins to write.
const loadSchemas = () => import('@lifeguard/api-contract')

/** Title and text of a note. What is typed is kept as a draft under `draftName` until it is saved or given up. */
export function NoteForm({
  draftName,
  note,
  submitLabel,
  onSubmit,
  onCancel,
}: {
  draftName: string
  note: NewNote
  submitLabel: string
  onSubmit: (note: NewNote) => Promise<unknown>
  onCancel?: () => void
}): ReactNode {
  const words = useWords(notesWords)
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft, discardDraft] = useDraft(draftName, note)
  const [faults, submit, pending] = useActionState<NoteFaults>(async () => {
    const found = await save()
    const first = found.title ? 'title' : found.text ? 'text' : undefined
    if (first) form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
    return found
  }, {})

  async function save(): Promise<NoteFaults> {
    const schemas = await loadSchemas()
    const parsed = schemas.NewNote.safeParse(draft)
    if (!parsed.success) return readNoteFaults(parsed.error.issues, words)
    try {
      await onSubmit(parsed.data)
      discardDraft()
      return {}
    } catch (error) {
      if (error instanceof ApiError && error.problem?.issues)
        return readNoteFaults(error.problem.issues, words)
      return { form: words.notSaved }
    }
  }

  return (
    <form
      ref={form}
      className="stack stack-form"
      action={submit}
      noValidate
      onFocus={() => void loadSchemas().catch(() => undefined)}
    >
      <div className="field">
        <label htmlFor={`${id}-title`}>{words.noteTitle}</label>
        <input
          id={`${id}-title`}
          className="input"
          name="title"
          autoComplete="off"
          value={draft.title}
          aria-invalid={faults.title !== undefined}
          aria-describedby={faults.title && `${id}-title-error`}
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
        {faults.title && (
          <p className="field-error" id={`${id}-title-error`}>
            {faults.title}
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{words.noteText}</label>
        <textarea
          id={`${id}-text`}
          className="input"
          name="text"
          value={draft.text}
          aria-invalid={faults.text !== undefined}
          aria-describedby={faults.text && `${id}-text-error`}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
        {faults.text && (
          <p className="field-error" id={`${id}-text-error`}>
            {faults.text}
          </p>
        )}
      </div>
      {faults.form && (
        <p className="notice notice-danger" role="alert">
          {faults.form}
        </p>
      )}
      <div className="row row-end">
        {onCancel && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              discardDraft()
              onCancel()
            }}
          >
            {words.cancel}
          </button>
        )}
        <button type="submit" className="button button-primary" aria-busy={pending} disabled={pending}>
          {pending ? words.saving : submitLabel}
        </button>
      </div>
    </form>
  )
}
