import type { Field } from './form.ts'
import type { Language } from './language.ts'

const words = {
  en: { email: 'Email', fault: 'This is not an email address.' },
  de: { email: 'E-Mail', fault: 'Das ist keine E-Mail-Adresse.' },
} as const

/** Where people type their address. */
export function emailField(language: Language, value: string): Field {
  return { name: 'email', label: words[language].email, inputMode: 'email', autocomplete: 'email', value }
}

/** What is wrong with an address, if anything. */
export function emailFault(language: Language, email: string): string | undefined {
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 254
  return isAddress ? undefined : words[language].fault
}
