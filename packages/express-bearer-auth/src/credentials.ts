/** What the `Authorization` lines of a request hold. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  /** Whatever stood behind "Bearer": ask {@link isToken68} before an answer calls it a token. */
  | { readonly kind: 'token'; readonly token: string }

const none: Credentials = { kind: 'none' }
const malformed: Credentials = { kind: 'malformed' }

// RFC 6750 §2.1: "Bearer" 1*SP b64token. The case of a scheme does not matter (RFC 9110 §11.1).
const bearerAndSpaces = /^bearer +/i
// "Bearer" followed by a character that a scheme name may hold is another scheme.
const bearerScheme = /^bearer(?![\w!#$%&'*+.^`|~-])/i
const token68 = /^[\w.~+/-]+=*$/

/**
 * Reads the access token of a request. Takes the raw lines, because Node shows only the first of two `Authorization`
 * lines elsewhere, and "first wins" lets two readers of one request disagree about who is calling.
 * Tokens in query, body or cookies are not looked for (RFC 9700 §2.6).
 */
export function readCredentials(rawHeaders: readonly string[]): Credentials {
  const line = authorizationLine(rawHeaders)
  if (line === undefined) return none
  if (line === null) return malformed

  const before = bearerAndSpaces.exec(line)?.[0]
  if (before !== undefined) return { kind: 'token', token: line.slice(before.length) }
  return bearerScheme.test(line) ? malformed : none
}

/**
 * Whether this may stand behind "Bearer" at all. It looks at every character and so takes longer than all else that is
 * done for a token which is remembered: ask it about what was refused.
 */
export function isToken68(token: string): boolean {
  return token68.test(token)
}

// Null where there are two.
function authorizationLine(rawHeaders: readonly string[]): string | null | undefined {
  let value: string | undefined
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length !== 'authorization'.length || name.toLowerCase() !== 'authorization') continue
    if (value !== undefined) return null
    value = rawHeaders[i + 1]
  }
  return value
}
