import { signOutUrl, userPoolEndpoints } from '@lifeguard/cognito'
import type { SessionSettings } from '../session-settings.ts'

const patienceMs = 2000

/**
 * Ends what this tab has already forgotten: the refresh token at the pool and, through `onSignOut`, the access token
 * at the API. Both get two seconds at most and outlive the page. Resolves to whether the pool could be reached, so
 * that its sign-out page can be.
 */
export async function endTokens(
  settings: SessionSettings,
  tokens: { refreshToken: string; accessToken: string | undefined },
): Promise<boolean> {
  const signal = AbortSignal.timeout(patienceMs)
  const [reached] = await Promise.all([
    revoke(settings, tokens.refreshToken, signal),
    tokens.accessToken === undefined ? undefined : tellApi(settings, tokens.accessToken, signal),
  ])
  // No answer in time says nothing about the sign-out page; a refused connection does.
  return reached || signal.aborted || isReachable(settings, signal)
}

/** Revokes a refresh token (RFC 7009), and with it every token of its sign-in at the pool. `false`: no answer came. */
export async function revoke(
  settings: SessionSettings,
  refreshToken: string,
  signal: AbortSignal = AbortSignal.timeout(patienceMs),
): Promise<boolean> {
  const body = new URLSearchParams({ token: refreshToken, client_id: settings.clientId })
  return fetch(userPoolEndpoints(settings).revoke, { method: 'POST', body, keepalive: true, signal }).then(
    () => true,
    () => false,
  )
}

/** Whether the pool's sign-out answers at all. Without cookies the request signs nobody out. */
export async function isReachable(
  settings: SessionSettings,
  signal: AbortSignal = AbortSignal.timeout(patienceMs),
): Promise<boolean> {
  return fetch(signOutPage(settings), { mode: 'no-cors', credentials: 'omit', signal }).then(
    () => true,
    () => false,
  )
}

/** Where the pool forgets the person and sends the browser back to the app. */
export function signOutPage(settings: SessionSettings): string {
  return signOutUrl(settings, { clientId: settings.clientId, logoutUri: settings.signOutUri })
}

async function tellApi(
  { onSignOut }: SessionSettings,
  accessToken: string,
  signal: AbortSignal,
): Promise<void> {
  const patience = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  const told = (async () => onSignOut?.(accessToken, signal))()
  await Promise.race([told.catch(() => undefined), patience])
}
