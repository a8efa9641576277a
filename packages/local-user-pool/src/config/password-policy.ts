/**
 * What a password lacks by Cognito's default policy, as parts of a sentence; empty when it is good.
 * Source: Cognito Developer Guide, "Adding user pool password requirements".
 */
export function passwordFaults(password: string): string[] {
  const rules: [boolean, string][] = [
    [password.length >= 8, 'at least 8 characters'],
    [password.length <= 256, 'at most 256 characters'],
    [/\p{Lu}/u.test(password), 'an upper case letter'],
    [/\p{Ll}/u.test(password), 'a lower case letter'],
    [/\d/.test(password), 'a number'],
    [/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/.test(password), 'a symbol'],
  ]
  return rules.filter(([isMet]) => !isMet).map(([, what]) => what)
}
