import type { DenyList } from '@lifeguard/access-token'
import { revokeSessions } from '@lifeguard/api-contract'
import * as z from 'zod/mini'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'

export function mountSessions(mount: Mount, denyList: Pick<DenyList, 'denySignIn' | 'denySubject'>): void {
  mount(revokeSessions, async ({ auth: { principal, accessToken }, body: { sessions } }) => {
    const { issuer, subject } = principal
    if (sessions === 'all') return await denyList.denySubject({ issuer, subject })

    const originJti = readOriginJti(accessToken)
    if (originJti === undefined) throw notToBeToldApart()
    await denyList.denySignIn({ issuer, originJti })
  })
}

const Claims = z.object({ origin_jti: z.optional(z.string()) })

/** The sign-in that an access token descends from. The guards have verified the token. */
function readOriginJti(accessToken: string): string | undefined {
  const [, payload = ''] = accessToken.split('.')
  return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).origin_jti
}

function notToBeToldApart(): ProblemError {
  const message = 'This access token does not say which session it belongs to: end "all"'
  return new ProblemError('invalid-body', { issues: [{ path: 'sessions', message }] })
}
