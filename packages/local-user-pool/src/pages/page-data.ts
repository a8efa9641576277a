import { readCookie, toSetCookie } from '../http/cookies.ts'
import type { Visit } from './visit.ts'

// Cognito, too, carries what its pages must know from one another in a cookie of this name.
const cookieName = 'page-data'
const lifetimeSeconds = 3600

/** Remembers who is signing up or resetting a password, for the page that asks for the code. */
export function rememberName({ response }: Visit, name: string): void {
  response.append(
    'set-cookie',
    toSetCookie(cookieName, Buffer.from(name.slice(0, 256)).toString('base64url'), lifetimeSeconds),
  )
}

export function rememberedName({ request }: Visit): string | undefined {
  const value = readCookie(request.headers.cookie, cookieName)
  return value ? Buffer.from(value, 'base64url').toString('utf8') : undefined
}

export function forgetName({ response }: Visit): void {
  response.append('set-cookie', toSetCookie(cookieName, '', 0))
}
