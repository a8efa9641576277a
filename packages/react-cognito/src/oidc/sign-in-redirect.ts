import { userPoolEndpoints } from '@lifeguard/cognito'
import { readReturnTo } from '../return-to.ts'
import type { SignInRequest } from '../session.ts'
import type { SessionSettings } from '../session-settings.ts'
import type { SessionStateHolder } from '../state-holder.ts'
import { passwordIsWanted } from './ask-password.ts'
import type { PoolUserManager } from './pool-user-manager.ts'

/** Leads to the pool's page and, once only, back from it. */
export interface SignInRedirect {
  go(request: SignInRequest): Promise<void>
  /** A path of this app that a sign-in may come back to. */
  safeReturnTo(value: unknown): string
}

// A page that is still here after this long is not going away: the person pressed Stop, or the pool does not answer.
const longestRedirectMs = 10_000

export function createSignInRedirect(parts: {
  settings: SessionSettings
  manager: Pick<PoolUserManager, 'createSignInUrl'>
  holder: SessionStateHolder
}): SignInRedirect {
  const { settings, manager, holder } = parts
  const callbackPath = new URL(settings.redirectUri).pathname
  let going: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  window.addEventListener('pageshow', comeBack)

  function safeReturnTo(value: unknown): string {
    return readReturnTo(value, location.origin, [callbackPath, '/login', '/logout'])
  }

  async function leave(request: SignInRequest): Promise<void> {
    if (holder.current().status === 'signed-out')
      holder.publish({ status: 'signed-out', reason: 'redirecting' })
    const here = location.pathname + location.search + location.hash
    const lang = request.lang ?? settings.language?.()
    const prompt = passwordIsWanted(settings.clientId) ? 'login' : request.prompt
    const url = await manager.createSignInUrl({
      state: { returnTo: safeReturnTo(request.returnTo ?? here), action: request.action },
      ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
      ...(prompt === undefined ? {} : { prompt }),
      extraQueryParams: lang === undefined ? {} : { lang },
    })
    url.pathname = new URL(pageOf(settings, request)).pathname

    timer = setTimeout(stay, longestRedirectMs)
    if (request.replace) location.replace(url)
    else location.assign(url)
  }

  // Only a page that was kept alive (back/forward cache) comes back; any other starts anew.
  function comeBack({ persisted }: PageTransitionEvent): void {
    if (persisted) stay()
  }

  function stay(): void {
    clearTimeout(timer)
    going = undefined
    const state = holder.current()
    if (state.status === 'signed-out' && state.reason === 'redirecting') {
      holder.publish({ status: 'signed-out', reason: 'came-back' })
    }
  }

  return {
    safeReturnTo,
    go(request) {
      going ??= leave(request).catch((error: unknown) => {
        stay()
        throw error
      })
      return going
    },
  }
}

// All of them take the parameters of an authorization request (Cognito Developer Guide, "Managed login endpoints").
function pageOf(settings: SessionSettings, { page = 'login' }: SignInRequest): string {
  const { authorize, signUp, forgotPassword, addPasskey } = userPoolEndpoints(settings)
  return { login: authorize, signup: signUp, forgotPassword, addPasskey }[page]
}
