import { type ReactNode, useId } from 'react'
import { useWords } from '../../language/language.tsx'
import { type ConsoleWords, consoleWords } from './console-words.ts'
import type { Field } from './fields.ts'

/** The input of one member of a schema. */
export function FieldInput({
  field,
  value,
  onChange,
}: {
  field: Field
  value: string
  onChange: (value: string) => void
}): ReactNode {
  const words = useWords(consoleWords)
  const id = useId()
  const hint = hintOf(field, words)
  const control = {
    id,
    className: 'input',
    value,
    // Without it the path would be another one, and so would the answer. All else is for the API to judge.
    required: field.part === 'params',
    'aria-describedby': hint === '' ? undefined : `${id}-hint`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }

  return (
    <div className="field">
      <label htmlFor={id}>
        <code>{field.name}</code> {!field.required && <span className="soft small">{words.optional}</span>}
      </label>
      {field.kind === 'choice' && (
        <select {...control}>
          {!field.required && <option value="">{words.leaveOut}</option>}
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      )}
      {(field.kind === 'long-text' || field.kind === 'json') && <textarea {...control} />}
      {(field.kind === 'text' || field.kind === 'number' || field.kind === 'list') && (
        <input {...control} autoComplete="off" inputMode={field.kind === 'number' ? 'numeric' : 'text'} />
      )}
      {hint !== '' && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  )
}

/** The input of a header that an endpoint listens to. */
export function HeaderInput({
  name,
  value,
  onChange,
}: {
  name: string
  value: string
  onChange: (value: string) => void
}): ReactNode {
  const words = useWords(consoleWords)
  const id = useId()

  return (
    <div className="field">
      <label htmlFor={id}>
        <code>{name}</code> <span className="soft small">{words.optional}</span>
      </label>
      <div className="row row-fill">
        <input
          id={id}
          className="input"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        {name === 'Idempotency-Key' && (
          <button type="button" className="button" onClick={() => onChange(crypto.randomUUID())}>
            {words.newKey}
          </button>
        )}
      </div>
    </div>
  )
}

function hintOf({ kind, nullable, minimum, maximum }: Field, words: ConsoleWords): string {
  const range = maximum === undefined || maximum > 1_000_000 ? '' : words.between(minimum, maximum)
  return [kind === 'list' && words.commaSeparated, nullable && words.emptyIsNull, kind !== 'choice' && range]
    .filter((part) => part !== false && part !== '')
    .join(' · ')
}
