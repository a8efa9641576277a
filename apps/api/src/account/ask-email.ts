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
    const { status, body } = await fetchUserInfo(userInfo, accessToken)
    // A pool that has too much to do says nothing about this token.
    if (status >= 500 || status === 429) throw unreachable(new Error(`userInfo answered ${status}`))
    return status === 200 ? readEmail(parseJson(body)) : null
  }
}

async function fetchUserInfo(url: string, accessToken: string): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: response.status, body: await response.text() }
  } catch (cause) {
    throw unreachable(cause)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
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
