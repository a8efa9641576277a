/** What the `Authorization` lines of a request hold. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'token'; readonly token: string }

const none: Credentials = { kind: 'none' }
const malformed: Credentials = { kind: 'malformed' }

// RFC 6750 §2.1: "Bearer" 1*SP b64token. The case of a scheme does not matter (RFC 9110 §11.1).
const bearerCredentials = /^bearer +([\w.~+/-]+=*)$/i
// "Bearer" followed by a character that a scheme name may hold is another scheme.
const bearerScheme = /^bearer(?![\w!#$%&'*+.^`|~-])/i

/**
 * Reads the access token of a request. Takes the raw lines, because Node shows only the first of two `Authorization`
 * lines elsewhere, and "first wins" lets two readers of one request disagree about who is calling.
 * Tokens in query, body or cookies are not looked for (RFC 9700 §2.6).
 */
export function readCredentials(rawHeaders: readonly string[]): Credentials {
  const line = authorizationLine(rawHeaders)
  if (line === undefined) return none
  if (line === null) return malformed

  const token = bearerCredentials.exec(line)?.[1]
  if (token !== undefined) return { kind: 'token', token }
  return bearerScheme.test(line) ? malformed : none
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
