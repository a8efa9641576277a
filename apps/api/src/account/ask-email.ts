import { type UserPool, userPoolEndpoints } from '@lifeguard/cognito'
import { ProblemError } from '../http/problem-error.ts'

/** Asks the pool for the e-mail address that belongs to an access token; null when it does not tell this token. */
export type AskEmail = (accessToken: string) => Promise<string | null>

const timeoutMs = 3_000

/**
 * Asks at userInfo, which answers any access token with the scope `openid` (OpenID Connect Core §5.3).
 * Throws a problem 503 when the pool cannot be reached: that is not for the caller to mend.
 */
export function createEmailAsker(pool: UserPool): AskEmail {
  const { userInfo } = userPoolEndpoints(pool)

  return async (accessToken) => {
    const response = await fetchUserInfo(userInfo, accessToken)
    if (response.status >= 500) throw unreachable(new Error(`userInfo answered ${response.status}`))
    if (!response.ok) return null
    return readEmail(await response.json().catch(() => null))
  }
}

async function fetchUserInfo(url: string, accessToken: string): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (cause) {
    throw unreachable(cause)
  }
}

function readEmail(userInfo: unknown): string | null {
  if (typeof userInfo !== 'object' || userInfo === null || !('email' in userInfo)) return null
  return typeof userInfo.email === 'string' ? userInfo.email : null
}

function unreachable(cause: unknown): ProblemError {
  return new ProblemError('unavailable', {
    detail: 'The user pool cannot be asked for the e-mail address right now',
    headers: { 'Retry-After': '5' },
    reason: 'user-info-unreachable',
    cause,
  })
}
