import { type Html, html } from './html.ts'
import type { Language } from './language.ts'

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

/** What was wrong with a form that was sent. */
export interface Fault {
  readonly text: string
  /** The name of the field; absent: which one it was is not said. */
  readonly field?: string
}

/** A form of the pool: a fault, if any, the fields, and one button. */
export function form(options: {
  action: string
  formToken: string
  fields: readonly Field[]
  button: string
  fault?: Fault | undefined
}): Html {
  const { action, formToken, fields, button, fault } = options
  return html`${fault === undefined ? undefined : html`<p class="fault" role="alert" id="fault">${fault.text}</p>`}
<form method="post" action="${action}">
<input type="hidden" name="_csrf" value="${formToken}">
${fields.map((field) => toInput(field, isFaulty(field, fault)))}<button type="submit">${button}</button>
</form>
`
}

function isFaulty({ name }: Field, fault: Fault | undefined): boolean {
  return fault !== undefined && (fault.field ?? name) === name
}

function toInput(field: Field, isWrong: boolean): Html {
  const { name, label, type = 'text', inputMode = 'text', autocomplete, value = '', hint } = field
  const describedBy = [isWrong ? 'fault' : '', hint === undefined ? '' : `${name}-hint`]
    .filter(Boolean)
    .join(' ')
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" inputmode="${inputMode}" autocomplete="${autocomplete}"
 autocapitalize="none" spellcheck="false" required value="${value}"${
   describedBy === '' ? undefined : html` aria-describedby="${describedBy}"`
 }${isWrong ? html` aria-invalid="true"` : undefined}>
${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>\n`}`
}

/** The field people sign in with. */
export function nameField(language: Language, signInWith: 'email' | 'username', value = ''): Field {
  const { email, username } = words[language]
  if (signInWith === 'email') {
    return { name: 'username', label: email, inputMode: 'email', autocomplete: 'username', value }
  }
  return { name: 'username', label: username, autocomplete: 'username', value }
}

/** A field for a password that is being chosen. */
export function newPasswordField(language: Language, label: string): Field {
  return {
    name: 'password',
    label,
    type: 'password',
    autocomplete: 'new-password',
    hint: words[language].passwordHint,
  }
}

/** The field for the six digits of a mail. */
export const codeField: Field = {
  name: 'code',
  label: 'Code',
  inputMode: 'numeric',
  autocomplete: 'one-time-code',
}

const words = {
  en: {
    email: 'Email',
    username: 'Username',
    passwordHint: '8 characters or more, with upper and lower case letters, a number and a symbol.',
  },
  de: {
    email: 'E-Mail',
    username: 'Benutzername',
    passwordHint:
      'Mindestens 8 Zeichen, darunter große und kleine Buchstaben, eine Ziffer und ein Sonderzeichen.',
  },
} as const
