import type { ReactNode } from 'react'
import { checkSettings } from './check-settings.ts'
import { createSessionKeeper } from './kept-session.ts'
import { newestLivingSession } from './living-tabs.ts'
import type { PoolSession } from './oidc/pool-session.ts'
import type { SessionSettings } from './session-settings.ts'
import type { SessionState } from './session-state.ts'
import { createStateHolder } from './state-holder.ts'
import { openTabChannel } from './tab-channel.ts'
import type { WaitingAction } from './waiting-action.ts'

export interface SignInRequest {
  /** Path, query and hash to come back to; the current ones when absent. Other origins become `/`. */
  readonly returnTo?: string
  /** `login`: ask for the password again even if the pool remembers the person. */
  readonly prompt?: 'login'
  /** Fills in the user name. */
  readonly loginHint?: string
  /** The language of the pool's pages. */
  readonly lang?: string
  /**
   * The pool's page to open; all of them come back the same way. `addPasskey` is for somebody whom the pool remembers,
   * and needs managed login with passkeys.
   */
  readonly page?: 'login' | 'signup' | 'forgotPassword' | 'addPasskey'
  /** Replace the current history entry, so that Back does not lead into the redirect again. */
  readonly replace?: boolean
  /** What the person wanted to do and had to sign in for; `takeAction()` gives it back afterwards. */
  readonly action?: WaitingAction
}

const loadOpenIdCode = () => import('./oidc/pool-session.ts')

/**
 * Begins to fetch the OpenID code, for pages that will need it: the callback page as its first line, a sign-in button
 * when the pointer comes near. Without it the code is fetched when it is needed.
 */
export function preloadSession(): void {
  // What cannot be had now is tried again, and reported, when it is needed.
  loadOpenIdCode().catch(() => undefined)
}

/** Whether somebody is signed in, and what changes it. It knows no framework; React reads it through `useSession()`. */
export interface Session {
  /**
   * Decides who is signed in. Call it once, before the first render; further calls give the same promise.
   * @param options.onRestore called as soon as there is somebody to restore or to sign in: while the pool answers,
   * fetch what that person is going to see
   */
  boot(options?: { onRestore?: () => void }): Promise<SessionState>
  current(): SessionState
  /** Calls back after every change until the returned function is called. */
  subscribe(listener: () => void): () => void
  /** Goes to the pool's sign-in page. A second call while one is under way does nothing. */
  signIn(request?: SignInRequest): Promise<void>
  /**
   * Ends the session here, in the other tabs, at the API, and at the pool.
   * @param options.tellApi `false` when the API has ended the access token already: `onSignOut` is not called
   */
  signOut(options?: { tellApi?: boolean }): Promise<void>
  /** What the sign-in that led here was for: once, and `null` from then on. */
  takeAction(): WaitingAction | null
  /** Puts the `AuthProvider` of react-oidc-context around private pages; `<RequireSession>` does it for you. */
  provideAuth(children: ReactNode): ReactNode
}

/**
 * The session of this page. Make one, at module scope.
 *
 * It carries no OpenID code of its own: that is fetched when somebody signs in, comes back from signing in, or may
 * still be signed in. A visitor who never signs in never downloads it. In
 * development, throws for settings that cannot work.
 */
export function createSession(settings: SessionSettings): Session {
  // For whoever sets the app up, as in React: a production build leaves it out. A server that renders the app knows
  // neither the page nor anybody who could sign in.
  if (process.env.NODE_ENV !== 'production' && typeof window !== 'undefined') checkSettings(settings, window)
  const holder = createStateHolder()
  const channel = openTabChannel(settings.clientId)
  let loading: Promise<PoolSession> | undefined
  let loaded: PoolSession | undefined
  let booting: Promise<SessionState> | undefined

  function load(): Promise<PoolSession> {
    loading ??= loadOpenIdCode().then(
      ({ openPoolSession }) => {
        loaded = openPoolSession(settings, holder, channel)
        return loaded
      },
      (cause) => {
        loading = undefined
        throw cause
      },
    )
    return loading
  }

  async function boot(options: { onRestore?: () => void } = {}): Promise<SessionState> {
    await decide(options).catch(() => failUnreachable(async () => void (await boot())))
    return holder.current()
  }

  async function decide({ onRestore }: { onRestore?: () => void }): Promise<void> {
    if (isFramed()) {
      return holder.publish({ status: 'failed', problem: 'refused', retry: async () => {} })
    }
    const returning = isCallback(settings)
    if (!returning && !(await mayBeSignedIn(settings))) {
      return holder.publish({ status: 'signed-out', reason: 'no-session' })
    }
    onRestore?.()
    const pool = await load()
    await (returning ? pool.finishSignIn() : pool.restore())
  }

  async function signIn(request: SignInRequest = {}): Promise<void> {
    const pool = await load().catch(() => failUnreachable(() => signIn(request)))
    await pool?.signIn(request)
  }

  function failUnreachable(retry: () => Promise<void>): void {
    holder.publish({ status: 'failed', problem: 'unreachable', retry })
  }

  // Somebody who signs in in another tab is signed in here; before that, no other message means anything. Where the
  // OpenID code cannot be had, this tab stays as it is.
  channel.listen(async (message) => {
    const opening = message.kind === 'signed-in' && !isFramed() ? load() : loading
    const pool = await opening?.catch(() => undefined)
    await pool?.hear(message)
  })

  return {
    boot: (options) => (booting ??= boot(options)),
    current: holder.current,
    subscribe: holder.subscribe,
    signIn,
    signOut: async (options) => (await load()).signOut(options),
    takeAction: () => loaded?.takeAction() ?? null,
    provideAuth: (children) => loaded?.provideAuth(children),
  }
}

// Nothing that happens inside somebody else's page is what the person meant.
function isFramed(): boolean {
  return window.top !== window.self
}

function isCallback({ redirectUri }: SessionSettings): boolean {
  return window.location.pathname === new URL(redirectUri).pathname
}

// Decided without the OpenID code: a record of this tab, or another tab that is signed in.
async function mayBeSignedIn(settings: SessionSettings): Promise<boolean> {
  return (
    createSessionKeeper(settings).read() !== null || (await newestLivingSession(settings.clientId)) !== null
  )
}
