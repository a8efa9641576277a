import type { ReactNode } from 'react'
import { createSessionKeeper } from '../kept-session.ts'
import { createPresence, newestLivingSession } from '../living-tabs.ts'
import type { SignInRequest } from '../session.ts'
import type { SessionSettings } from '../session-settings.ts'
import type { SessionStateHolder } from '../state-holder.ts'
import type { TabChannel, TabMessage } from '../tab-channel.ts'
import type { WaitingAction } from '../waiting-action.ts'
import { passwordWasGiven, wantPassword } from './ask-password.ts'
import { endTokens, isReachable, revoke, signOutPage } from './end-at-pool.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { isUseful } from './held-session.ts'
import { inAuthProvider } from './in-auth-provider.tsx'
import { followOtherTabs } from './other-tabs.ts'
import { PoolUserManager } from './pool-user-manager.ts'
import { createPossession } from './possession.ts'
import { borrow } from './renewal.ts'
import { createSignInRedirect } from './sign-in-redirect.ts'
import { createStay } from './stay-signed-in.ts'
import { whyItFailed } from './why-it-failed.ts'

/** The part of a session that speaks with the pool; loaded on demand. */
export interface PoolSession {
  signIn(request: SignInRequest): Promise<void>
  /** Takes the answer of the pool out of the address bar and acts on it. */
  finishSignIn(): Promise<void>
  restore(): Promise<void>
  signOut(options?: { tellApi?: boolean }): Promise<void>
  hear(message: TabMessage): Promise<void>
  takeAction(): WaitingAction | null
  provideAuth(children: ReactNode): ReactNode
}

export function openPoolSession(
  settings: SessionSettings,
  holder: SessionStateHolder,
  channel: TabChannel,
): PoolSession {
  const manager = new PoolUserManager(settings, {
    signIn: () => redirect.go({}),
    renew: async () => (await stay.renew()).user,
    signOut,
  })
  const keeper = createSessionKeeper(settings)
  const possession = createPossession({ manager, keeper, presence: createPresence(settings.clientId) })
  const redirect = createSignInRedirect({ settings, manager, holder })
  const stay = createStay({ settings, manager, channel, possession, holder })
  const hear = followOtherTabs({ settings, channel, possession, holder, stay })
  let action: WaitingAction | null = null
  let signingOut: Promise<void> | undefined

  function takeAction(): WaitingAction | null {
    const taken = action
    action = null
    return taken
  }

  async function finish(): Promise<void> {
    const callback = location.href
    // First of all: nothing that runs later, and no entry of the history, sees the code.
    history.replaceState(null, '', new URL(settings.redirectUri).pathname)
    const former = possession.known()
    const outcome = await finishSignIn(callback, { manager, settings })
    if (outcome.kind === 'nothing') {
      history.replaceState(null, '', '/')
      return restore()
    }
    const returnTo = redirect.safeReturnTo(outcome.returnTo)
    history.replaceState(null, '', returnTo)
    if (outcome.kind === 'failed') {
      // A stale callback, or a cancelled second sign-in, takes nothing from somebody who is signed in.
      await restore()
      if (holder.current().status === 'signed-in') return
      // For whoever sets the app up, as in React: a production build leaves it out.
      if (process.env.NODE_ENV !== 'production' && outcome.cause !== undefined) {
        console.warn(`Cannot sign in: ${whyItFailed(outcome.cause)}`)
      }
      const retry = () => redirect.go({ returnTo })
      return holder.publish({ status: 'failed', problem: outcome.problem, retry })
    }
    if (former) void revoke(settings, former.refreshToken)
    passwordWasGiven(settings.clientId)
    action = outcome.action
    await stay.begin(outcome.held)
    channel.post({ kind: 'signed-in', session: outcome.held.session, subject: outcome.held.subject })
  }

  async function restore(): Promise<void> {
    if (possession.known()) return stay.tryToRenew()
    const living = await newestLivingSession(settings.clientId)
    // Whoever opens a tab now comes too late.
    if (living && stay.isOver()) return
    const lent = living && (await borrow(living, { settings, channel }))
    if (!lent) return holder.publish({ status: 'signed-out', reason: 'no-session' })
    await stay.begin(lent)
    if (!isUseful(lent)) await stay.tryToRenew()
  }

  function signOut({ tellApi = true }: { tellApi?: boolean } = {}): Promise<void> {
    signingOut ??= leave(tellApi).finally(() => {
      signingOut = undefined
    })
    return signingOut
  }

  async function leave(tellApi: boolean): Promise<void> {
    const held = possession.held()
    const ending = possession.known()
    holder.publish({ status: 'signed-out', reason: 'signing-out' })
    await stay.end()
    if (ending) channel.post({ kind: 'signed-out', session: ending.session })

    const accessToken = tellApi && held && isUseful(held) ? held.user.access_token : undefined
    const reached = ending
      ? await endTokens(settings, { refreshToken: ending.refreshToken, accessToken })
      : await isReachable(settings)
    if (reached) return location.replace(signOutPage(settings))
    wantPassword(settings.clientId)
    holder.publish({ status: 'signed-out', reason: 'signed-out-here-only' })
  }

  return {
    signIn: redirect.go,
    finishSignIn: finish,
    restore,
    signOut,
    hear,
    takeAction,
    provideAuth: (children) => inAuthProvider(manager, children),
  }
}
