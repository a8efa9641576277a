import type { SessionSettings } from '../session-settings.ts'
import type { Failed } from '../session-state.ts'
import { isWaitingAction, type WaitingAction } from '../waiting-action.ts'
import { readCallbackAnswer } from './callback-answer.ts'
import { type HeldSession, toHeldSession } from './held-session.ts'
import { toPoolFailure } from './pool-failure.ts'
import type { PoolUserManager } from './pool-user-manager.ts'
import { acceptTokenAnswer, UnusableAnswerError } from './token-answer.ts'

/** How a callback turned out. `returnTo` is what the sign-in was given, unchecked. */
export type CallbackOutcome =
  | {
      readonly kind: 'signed-in'
      readonly held: HeldSession
      readonly returnTo: unknown
      readonly action: WaitingAction | null
    }
  | {
      readonly kind: 'failed'
      readonly problem: Failed['problem']
      readonly returnTo: unknown
      /** What the console may tell of; absent where the person knows: they went back, or came late. */
      readonly cause?: unknown
    }
  | { readonly kind: 'nothing' }

/** Turns a callback URL into a session. A callback that is no answer to a sign-in of this tab costs no request. */
export async function finishSignIn(
  callback: string,
  { manager, settings }: { manager: PoolUserManager; settings: SessionSettings },
): Promise<CallbackOutcome> {
  const answer = readCallbackAnswer(new URL(callback), settings.issuer)
  if (answer.kind === 'nothing') return { kind: 'nothing' }
  if (answer.kind === 'unusable') return { kind: 'failed', problem: 'link-expired', returnTo: '/' }

  const signIn = await manager.findSignIn(callback)
  const returnTo = readMember(signIn?.data, 'returnTo') ?? '/'
  if (answer.kind === 'error') {
    await manager.forgetSignIn(callback)
    if (answer.error === 'access_denied') return { kind: 'failed', problem: 'cancelled', returnTo }
    return { kind: 'failed', problem: 'refused', returnTo, cause: new URL(callback) }
  }
  if (!signIn) return { kind: 'failed', problem: 'link-expired', returnTo }

  try {
    const user = await manager.redeem(callback)
    const claims = await acceptTokenAnswer(user, settings)
    if (!user.refresh_token) throw new UnusableAnswerError('refresh-token')
    const kept = {
      issuer: settings.issuer,
      session: newSessionName(),
      generation: 1,
      subject: claims.sub,
      scope: settings.scope,
      refreshToken: user.refresh_token,
    }
    const action = readMember(signIn.data, 'action')
    const held = toHeldSession(kept, user, claims)
    return { kind: 'signed-in', held, returnTo, action: isWaitingAction(action) ? action : null }
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error), returnTo, cause: error }
  }
}

// Names of later sign-ins are greater, so that tabs agree on which one counts.
function newSessionName(): string {
  return `${Date.now().toString(36).padStart(9, '0')}-${crypto.randomUUID()}`
}

function readMember(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name)
    ? Reflect.get(data, name)
    : undefined
}

function problemOf(error: unknown): Failed['problem'] {
  if (error instanceof UnusableAnswerError) return 'unusable-answer'
  const failure = toPoolFailure(error)
  if (failure === 'invalid-grant') return 'link-expired'
  return failure === 'unusable' ? 'unusable-answer' : failure
}
