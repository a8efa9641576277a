/**
 * The value of a cookie; undefined when it is missing. Values are taken as they stand: ours need no percent-encoding,
 * and somebody else's broken encoding must not stop a sign-in.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=')
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}

/**
 * A host-only cookie that scripts cannot read. It is not `Secure`, unlike Cognito's: the pool speaks plain http on
 * loopback, where Safari refuses secure cookies.
 */
export function toSetCookie(name: string, value: string, maxAgeSeconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`
}
