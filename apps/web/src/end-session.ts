import type { AppConfig } from './config/config.ts'

/** Tells the API to refuse this session's access tokens from now on. The request outlives the page. */
export function endSession(
  { apiUrl }: AppConfig,
  accessToken: string,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${apiUrl}/me/sessions/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sessions: 'this' }),
    redirect: 'error',
    keepalive: true,
    signal,
  })
}
