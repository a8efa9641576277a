import { type IdTokenClaims, signOutUrl } from '@lifeguard/cognito'
import { ErrorResponse, type User } from 'oidc-client-ts'
import { createSessionKeeper, storageKey } from '../kept-session.ts'
import { readReturnTo } from '../return-to.ts'
import type { SessionStateHolder, SignInRequest } from '../session.ts'
import { PoolUnreachableError, SessionEndedError } from '../session-errors.ts'
import type { SessionSettings } from '../session-settings.ts'
import type { Failed } from '../session-state.ts'
import { readJwtClaims } from './jwt-claims.ts'
import { PoolUserManager } from './pool-user-manager.ts'
import { UnusableTokensError, verifyTokens } from './verify-tokens.ts'

/** The part of a session that speaks with the pool; loaded on demand. */
export interface PoolSession {
  signIn(request: SignInRequest): Promise<void>
  finishSignIn(): Promise<void>
  restore(): Promise<void>
  signOut(): Promise<void>
}

// A token that dies on its way to the API is worth nothing.
const renewBeforeExpirySeconds = 30

export function openPoolSession(settings: SessionSettings, holder: SessionStateHolder): PoolSession {
  const keeper = createSessionKeeper(settings)
  const manager = new PoolUserManager(settings, keeper)
  const callbackPath = new URL(settings.redirectUri).pathname
  let redirecting: Promise<void> | undefined
  let renewing: Promise<User> | undefined

  function signIn(request: SignInRequest): Promise<void> {
    redirecting ??= redirect(request)
    return redirecting
  }

  async function redirect(request: SignInRequest): Promise<void> {
    if (holder.current().status === 'signed-out') publishSignedOut('redirecting')
    const here = location.pathname + location.search + location.hash
    const url = await manager.createSignInUrl({
      state: { returnTo: safeReturnTo(request.returnTo ?? here) },
      ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
      ...(request.prompt === undefined ? {} : { prompt: request.prompt }),
      extraQueryParams: request.lang === undefined ? {} : { lang: request.lang },
    })
    if (request.page === 'signup') url.pathname = '/signup'
    if (request.page === 'forgotPassword') url.pathname = '/forgotPassword'
    window.addEventListener('pageshow', cameBack, { once: true })
    if (request.replace) location.replace(url)
    else location.assign(url)
  }

  function cameBack(): void {
    redirecting = undefined
    if (holder.current().status === 'signed-out') publishSignedOut('came-back')
  }

  async function finishSignIn(): Promise<void> {
    const callback = location.href
    history.replaceState(null, '', callbackPath)
    try {
      const user = await manager.signinRedirectCallback(callback)
      history.replaceState(null, '', returnToOf(user.state))
      publishSignedIn(user)
    } catch (error) {
      await recoverFromCallback(error)
    }
  }

  async function recoverFromCallback(error: unknown): Promise<void> {
    const returnTo = returnToOf(error instanceof ErrorResponse ? error.state : undefined)
    history.replaceState(null, '', returnTo)
    if (keeper.read()) return restore()
    publishFailed(problemOf(error), () => signIn({ returnTo }))
  }

  async function restore(): Promise<void> {
    try {
      publishSignedIn(await renew())
    } catch (error) {
      if (error instanceof PoolUnreachableError) publishFailed('unreachable', restore)
      // Any other failure has already ended the session.
    }
  }

  function renew(): Promise<User> {
    renewing ??= renewUnderLock().finally(() => {
      renewing = undefined
    })
    return renewing
  }

  async function renewUnderLock(): Promise<User> {
    try {
      const user = await navigator.locks.request(storageKey(settings.clientId, 'renewal'), () =>
        manager.signinSilent(),
      )
      if (!user) throw new SessionEndedError()
      return user
    } catch (cause) {
      if (!(cause instanceof ErrorResponse)) throw new PoolUnreachableError({ cause })
      await manager.removeUser()
      holder.publish({ status: 'ended', reason: 'expired' })
      throw new SessionEndedError({ cause })
    }
  }

  async function getAccessToken(): Promise<string> {
    const user = await manager.getUser()
    if (!user) throw new SessionEndedError()
    if ((user.expires_in ?? 0) > renewBeforeExpirySeconds) return user.access_token
    const renewed = await renew()
    publishSignedIn(renewed)
    return renewed.access_token
  }

  async function signOut(): Promise<void> {
    const user = await manager.getUser()
    publishSignedOut('signing-out')
    await manager.removeUser()
    if (user?.refresh_token) await revoke(user.refresh_token)
    location.replace(signOutUrl(settings, { clientId: settings.clientId, logoutUri: settings.signOutUri }))
  }

  async function revoke(refreshToken: string): Promise<void> {
    const body = new URLSearchParams({ token: refreshToken, client_id: settings.clientId })
    const request = { method: 'POST', body, keepalive: true, signal: AbortSignal.timeout(2000) }
    await fetch(`${settings.domain}/oauth2/revoke`, request).catch(() => undefined)
  }

  function publishSignedIn(user: User): void {
    const verdict = verifyTokens(user, settings)
    if (!verdict.valid) throw new UnusableTokensError(verdict.reason)
    holder.publish({
      status: 'signed-in',
      claims: verdict.claims,
      scopes: scopesOf(user),
      groups: groupsOf(verdict.claims),
      getAccessToken,
    })
  }

  function publishSignedOut(reason: 'redirecting' | 'came-back' | 'signing-out'): void {
    holder.publish({ status: 'signed-out', reason })
  }

  function publishFailed(problem: Failed['problem'], retry: () => Promise<void>): void {
    holder.publish({ status: 'failed', problem, retry })
  }

  function returnToOf(state: unknown): string {
    return safeReturnTo(typeof state === 'object' && state && 'returnTo' in state ? state.returnTo : '/')
  }

  function safeReturnTo(value: unknown): string {
    return readReturnTo(value, location.origin, [callbackPath, '/login', '/logout'])
  }

  return { signIn, finishSignIn, restore, signOut }
}

function problemOf(error: unknown): Failed['problem'] {
  if (error instanceof UnusableTokensError) return 'unusable-answer'
  if (!(error instanceof ErrorResponse)) return 'link-expired'
  return error.error === 'access_denied' ? 'cancelled' : 'refused'
}

// Cognito's token response has no `scope`, so the library repeats what was asked for; the token tells what was granted.
function scopesOf(user: User): readonly string[] {
  const scope = readJwtClaims(user.access_token)?.scope
  return typeof scope === 'string' && scope !== '' ? scope.split(' ') : []
}

function groupsOf(claims: IdTokenClaims): readonly string[] {
  return claims['cognito:groups'] ?? []
}
