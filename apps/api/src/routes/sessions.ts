import type { DenyList } from '@lifeguard/access-token'
import { revokeSessions, type SessionsToRevoke } from '@lifeguard/api-contract'
import * as z from 'zod/mini'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'

export function mountSessions(mount: Mount, denyList: Pick<DenyList, 'denySignIn' | 'denySubject'>): void {
  mount(revokeSessions, async ({ auth: { principal, accessToken }, body: { sessions, ...until } }) => {
    const { issuer, subject } = principal
    const signedInUntil = readSignedInUntil(until, sessions)
    if (sessions === 'all') return await denyList.denySubject({ issuer, subject, signedInUntil })

    const originJti = readOriginJti(accessToken)
    if (originJti === undefined) {
      throw misfit('sessions', 'This access token does not say which session it belongs to: end "all"')
    }
    await denyList.denySignIn({ issuer, originJti })
  })
}

const Claims = z.object({ origin_jti: z.optional(z.string()) })

/** The sign-in that an access token descends from. The guards have verified the token. */
function readOriginJti(accessToken: string): string | undefined {
  const [, payload = ''] = accessToken.split('.')
  return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).origin_jti
}

/** Seconds since 1970, as sign-ins are known. */
function readSignedInUntil(
  { signedInUntil }: Pick<SessionsToRevoke, 'signedInUntil'>,
  sessions: SessionsToRevoke['sessions'],
): number | undefined {
  if (signedInUntil === undefined) return undefined
  if (sessions === 'this') throw misfit('signedInUntil', 'This goes with "all" alone')

  const moment = Date.parse(signedInUntil)
  // It would lock people out of sessions that they have not begun yet.
  if (moment > Date.now()) throw misfit('signedInUntil', 'Name a moment that has passed')
  return Math.floor(moment / 1000)
}

function misfit(path: string, message: string): ProblemError {
  return new ProblemError('invalid-body', { issues: [{ path, message }] })
}
