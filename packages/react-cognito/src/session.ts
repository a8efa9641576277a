import { createSessionKeeper } from './kept-session.ts'
import type { PoolSession } from './oidc/pool-session.ts'
import type { SessionSettings } from './session-settings.ts'
import type { SessionState } from './session-state.ts'

export interface SignInRequest {
  /** Path, query and hash to come back to; the current ones when absent. Other origins become `/`. */
  readonly returnTo?: string
  /** `login`: ask for the password again even if the pool remembers the person. */
  readonly prompt?: 'login'
  /** Fills in the user name. */
  readonly loginHint?: string
  /** The language of the pool's pages. */
  readonly lang?: string
  /** The pool's page to open; all of them come back the same way. */
  readonly page?: 'login' | 'signup' | 'forgotPassword'
  /** Replace the current history entry, so that Back does not lead into the redirect again. */
  readonly replace?: boolean
}

/** Whether somebody is signed in, and what changes it. It knows no framework; React reads it through `useSession()`. */
export interface Session {
  /** Decides who is signed in. Call it once, before the first render; further calls give the same promise. */
  boot(): Promise<SessionState>
  current(): SessionState
  /** Calls back after every change until the returned function is called. */
  subscribe(listener: () => void): () => void
  /** Goes to the pool's sign-in page. A second call while one is under way does nothing. */
  signIn(request?: SignInRequest): Promise<void>
  /** Ends the session here, at the pool, and in the other tabs. */
  signOut(): Promise<void>
}

/** The one state of a session, and who wants to know of its changes. */
export interface SessionStateHolder {
  current(): SessionState
  publish(state: SessionState): void
  subscribe(listener: () => void): () => void
}

/**
 * The session of this page. Make one, at module scope.
 *
 * It carries no OpenID code of its own: that is fetched when somebody signs in, comes back from signing in, or may
 * still be signed in. A visitor who never signs in never downloads it.
 */
export function createSession(settings: SessionSettings): Session {
  const holder = createStateHolder()
  let loading: Promise<PoolSession> | undefined
  let booting: Promise<SessionState> | undefined

  function load(): Promise<PoolSession> {
    loading ??= import('./oidc/pool-session.ts').then(
      ({ openPoolSession }) => openPoolSession(settings, holder),
      (cause) => {
        loading = undefined
        throw cause
      },
    )
    return loading
  }

  async function boot(): Promise<SessionState> {
    const task = isCallback(settings) ? 'finishSignIn' : mayBeSignedIn(settings) ? 'restore' : undefined
    if (!task) {
      holder.publish({ status: 'signed-out', reason: 'no-session' })
      return holder.current()
    }
    try {
      await (await load())[task]()
    } catch {
      holder.publish({ status: 'failed', problem: 'unreachable', retry: async () => void (await boot()) })
    }
    return holder.current()
  }

  return {
    boot: () => (booting ??= boot()),
    current: holder.current,
    subscribe: holder.subscribe,
    signIn: async (request = {}) => (await load()).signIn(request),
    signOut: async () => (await load()).signOut(),
  }
}

function isCallback({ redirectUri }: SessionSettings): boolean {
  return window.location.pathname === new URL(redirectUri).pathname
}

function mayBeSignedIn(settings: SessionSettings): boolean {
  return createSessionKeeper(settings).read() !== null
}

function createStateHolder(): SessionStateHolder {
  let state: SessionState = { status: 'restoring' }
  const listeners = new Set<() => void>()

  return {
    current: () => state,
    publish(next) {
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
