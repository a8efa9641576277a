/**
 * The claims of a JWT, unverified; `null` when it is none. Only good for a token that came straight from the token
 * endpoint over TLS (OIDC Core §3.1.3.7 lets the client skip the signature there), and only for what to show.
 */
export function readJwtClaims(token: string): Record<string, unknown> | null {
  const [header, payload, signature, ...more] = token.split('.')
  if (!header || !payload || !signature || more.length > 0) return null
  // Cognito signs with RS256 only; a token that says otherwise is none of its.
  return readPart(header)?.alg === 'RS256' ? readPart(payload) : null
}

function readPart(text: string): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(atob(fromBase64Url(text)), (character) => character.charCodeAt(0))
    const part: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isPlainObject(part) ? part : null
  } catch {
    return null
  }
}

function fromBase64Url(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
