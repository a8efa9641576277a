import type { Request, Response } from 'express'
import { readCookie, toSetCookie } from '../http/cookies.ts'
import type { Pool } from '../pool.ts'
import type { SignInSession } from '../state/sign-in-sessions.ts'

const name = 'cognito'
const lifetimeSeconds = 3600

/**
 * The person who is signed in in this browser. On AWS the domain is cross-site to the app and a frame does not get the
 * cookie; on loopback it might, so frames are refused here.
 */
export function readSignInSession(pool: Pool, request: Request): SignInSession | undefined {
  const destination = request.get('sec-fetch-dest') ?? 'document'
  if (['iframe', 'frame', 'embed', 'object', 'fencedframe'].includes(destination)) return undefined
  const cookie = readCookie(request.headers.cookie, name)
  const session = cookie === undefined ? undefined : pool.sessions.find(cookie)
  // A config may have lost somebody since; a code for nobody could not be redeemed.
  return session !== undefined && pool.people.bySub(session.sub) !== undefined ? session : undefined
}

/** Signs a person in in this browser, for one hour, in place of whoever was. */
export function startSignInSession(
  pool: Pool,
  request: Request,
  response: Response,
  sub: string,
): SignInSession {
  endSession(pool, request)
  const { cookie, session } = pool.sessions.start(sub)
  response.append('set-cookie', toSetCookie(name, cookie, lifetimeSeconds))
  return session
}

export function endSignInSession(pool: Pool, request: Request, response: Response): void {
  endSession(pool, request)
  response.append('set-cookie', toSetCookie(name, '', 0))
}

function endSession(pool: Pool, request: Request): void {
  const cookie = readCookie(request.headers.cookie, name)
  if (cookie !== undefined) pool.sessions.end(cookie)
}
