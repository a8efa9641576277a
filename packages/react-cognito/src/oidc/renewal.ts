import type { KeptSession } from '../kept-session.ts'
import { isLater, newestLivingSession, type Standing } from '../living-tabs.ts'
import { PoolUnreachableError } from '../session-errors.ts'
import type { SessionSettings } from '../session-settings.ts'
import { storageKey } from '../storage.ts'
import type { TabChannel } from '../tab-channel.ts'
import { type HeldSession, isUseful, takeLent, toHeldSession } from './held-session.ts'
import { toPoolFailure } from './pool-failure.ts'
import type { PoolUserManager } from './pool-user-manager.ts'
import { acceptTokenAnswer, UnusableAnswerError } from './token-answer.ts'

/** The pool takes the refresh token no longer, or never did. */
export class RefreshRefusedError extends Error {
  override readonly name = 'RefreshRefusedError'
  readonly reason: 'invalid-grant' | 'refused'

  constructor(reason: 'invalid-grant' | 'refused') {
    super(`Cannot renew the session: the user pool answers "${reason}"`)
    this.reason = reason
  }
}

/** What a renewal of a tab needs from around it. */
export interface RenewalSurroundings {
  readonly settings: SessionSettings
  readonly manager: PoolUserManager
  readonly channel: TabChannel
}

/** Runs one renewal at a time over all tabs of this browser. A tab that dies frees the lock. */
export async function underRenewalLock<T>({ clientId }: SessionSettings, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(storageKey(clientId, 'renewal'), work)
}

/**
 * The newest form of a session, called under the lock: what a living tab holds if that is newer, else what the pool
 * gives for the refresh token. So a refresh token is never used twice, which a pool that rotates them without grace
 * would answer with `invalid_grant`.
 *
 * @throws {RefreshRefusedError}, {@link PoolUnreachableError}, {@link UnusableAnswerError}
 */
export async function borrowOrRefresh(
  kept: KeptSession | HeldSession,
  surroundings: RenewalSurroundings,
): Promise<HeldSession> {
  const newest = await newestLivingSession(surroundings.settings.clientId)
  const lent = newest && isLater(newest, kept) ? await borrow(newest, surroundings) : null
  if (lent && isUseful(lent)) return lent
  return refresh(lent ?? kept, surroundings)
}

const borrowPatienceMs = 3000
const rollCallMs = 100

/** Asks the living tabs for a session; `null` when no tab lends it in time, or none that could is left. */
export async function borrow(
  wanted: Standing,
  { channel, settings }: Pick<RenewalSurroundings, 'channel' | 'settings'>,
): Promise<HeldSession | null> {
  const id = crypto.randomUUID()
  const lent = Promise.withResolvers<HeldSession | null>()
  const stopListening = channel.listen((message) => {
    if (message.kind !== 'lend' || message.id !== id || isLater(wanted, message.lent)) return
    const taken = takeLent(message.lent, settings)
    if (taken) lent.resolve(taken)
  })
  // A tab that is just being closed, or reloaded, still counts as living for a moment.
  const rollCall = setInterval(async () => {
    const newest = await newestLivingSession(settings.clientId)
    if (!newest || isLater(wanted, newest)) lent.resolve(null)
  }, rollCallMs)
  const patience = setTimeout(lent.resolve, borrowPatienceMs, null)

  channel.post({ kind: 'ask', id, wanted })
  return lent.promise.finally(() => {
    stopListening()
    clearInterval(rollCall)
    clearTimeout(patience)
  })
}

async function refresh(
  kept: KeptSession | HeldSession,
  { manager, settings }: RenewalSurroundings,
): Promise<HeldSession> {
  const user = await manager.refresh(kept).catch((cause: unknown) => {
    throw toRenewalError(cause)
  })
  const claims = await acceptTokenAnswer(user, settings)
  // OIDC Core §12.2: a refresh speaks of the same person and the same sign-in.
  if (claims.sub !== kept.subject) throw new UnusableAnswerError('subject')
  if ('claims' in kept && claims.auth_time !== kept.claims.auth_time)
    throw new UnusableAnswerError('auth-time')

  // Without rotation the pool sends no refresh token, and the old one stays good.
  const refreshToken = user.refresh_token ?? kept.refreshToken
  return toHeldSession({ ...kept, refreshToken, generation: kept.generation + 1 }, user, claims)
}

function toRenewalError(cause: unknown): Error {
  const failure = toPoolFailure(cause)
  // Without a `cause`: the library's error carries the request body, and in it the refresh token.
  if (failure === 'unreachable') return new PoolUnreachableError()
  if (failure === 'unusable') return new UnusableAnswerError('format')
  return new RefreshRefusedError(failure)
}
