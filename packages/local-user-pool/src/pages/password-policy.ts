import type { Language } from './language.ts'

const words = {
  en: {
    needs: 'The password needs',
    atLeast: 'at least 8 characters',
    atMost: 'at most 256 characters',
    upper: 'an upper case letter',
    lower: 'a lower case letter',
    number: 'a number',
    symbol: 'a symbol',
  },
  de: {
    needs: 'Das Passwort braucht',
    atLeast: 'mindestens 8 Zeichen',
    atMost: 'höchstens 256 Zeichen',
    upper: 'einen Großbuchstaben',
    lower: 'einen Kleinbuchstaben',
    number: 'eine Ziffer',
    symbol: 'ein Sonderzeichen',
  },
} as const

/**
 * What a password lacks by Cognito's default policy, in one sentence; undefined when it is good.
 * Source: Cognito Developer Guide, "Adding user pool password requirements".
 */
export function passwordFault(language: Language, password: string): string | undefined {
  const { needs, atLeast, atMost, upper, lower, number, symbol } = words[language]
  const rules: [boolean, string][] = [
    [password.length >= 8, atLeast],
    [password.length <= 256, atMost],
    [/\p{Lu}/u.test(password), upper],
    [/\p{Ll}/u.test(password), lower],
    [/\d/.test(password), number],
    [/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password), symbol],
  ]
  const missing = rules.filter(([isMet]) => !isMet).map(([, what]) => what)
  return missing.length === 0 ? undefined : `${needs} ${missing.join(', ')}.`
}
