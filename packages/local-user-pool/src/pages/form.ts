import { type Html, html } from './html.ts'

/** A labelled input. */
export interface Field {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'password'
  readonly inputMode?: 'email' | 'numeric'
  readonly autocomplete: string
  readonly value?: string
  /** A line below the input. */
  readonly hint?: string
}

/** A form of the pool: a fault, if any, the fields, and one button. */
export function form(options: {
  action: string
  formToken: string
  fields: readonly Field[]
  button: string
  fault?: string | undefined
}): Html {
  const { action, formToken, fields, button, fault } = options
  return html`${fault === undefined ? undefined : html`<p class="fault" role="alert" id="fault">${fault}</p>`}
<form method="post" action="${action}">
<input type="hidden" name="_csrf" value="${formToken}">
${fields.map((field) => toInput(field, fault !== undefined))}<button type="submit">${button}</button>
</form>
`
}

function toInput(field: Field, isFaulty: boolean): Html {
  const { name, label, type = 'text', inputMode = 'text', autocomplete, value = '', hint } = field
  const describedBy = [isFaulty ? 'fault' : '', hint === undefined ? '' : `${name}-hint`]
    .filter(Boolean)
    .join(' ')
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" inputmode="${inputMode}" autocomplete="${autocomplete}"
 autocapitalize="none" spellcheck="false" required value="${value}"${
   describedBy === '' ? undefined : html` aria-describedby="${describedBy}"`
 }${isFaulty ? html` aria-invalid="true"` : undefined}>
${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>\n`}`
}

/** The field people sign in with. */
export function nameField(signInWith: 'email' | 'username', value = ''): Field {
  if (signInWith === 'email') {
    return { name: 'username', label: 'Email', inputMode: 'email', autocomplete: 'username', value }
  }
  return { name: 'username', label: 'Username', autocomplete: 'username', value }
}

/** A field for a password that is being chosen. */
export function newPasswordField(label: string): Field {
  return {
    name: 'password',
    label,
    type: 'password',
    autocomplete: 'new-password',
    hint: '8 characters or more, with upper and lower case letters, a number and a symbol.',
  }
}

export const codeField: Field = {
  name: 'code',
  label: 'Code',
  inputMode: 'numeric',
  autocomplete: 'one-time-code',
}
