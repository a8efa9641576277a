import { type ReactNode, useId } from 'react'

/** A labelled input; hint and fault are tied to it for screen readers. */
export function FormField({
  label,
  name,
  value,
  hint,
  fault,
  multiline = false,
  required = false,
  onChange,
}: {
  label: string
  name: string
  value: string
  hint?: string
  fault?: string | undefined
  multiline?: boolean
  required?: boolean
  onChange: (value: string) => void
}): ReactNode {
  const id = useId()
  const Control = multiline ? 'textarea' : 'input'
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')

  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Control
        id={id}
        className="input"
        name={name}
        autoComplete="off"
        dir="auto"
        required={required}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="field-error" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}
