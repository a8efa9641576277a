import { PoolUnreachableError, SessionEndedError } from '../session-errors.ts'
import type { Ended } from '../session-state.ts'
import { revoke } from './end-at-pool.ts'
import { type HeldSession, isUseful, lend } from './held-session.ts'
import type { Possession } from './possession.ts'
import {
  borrowOrRefresh,
  RefreshRefusedError,
  type RenewalSurroundings,
  underRenewalLock,
} from './renewal.ts'
import { UnusableAnswerError } from './token-answer.ts'

/** Renews what this tab holds, and has the session act on how that went. */
export interface Renewer {
  /**
   * At most one renewal at a time, whoever asks.
   * @throws {SessionEndedError} when the session is over; {@link PoolUnreachableError} when it could not be renewed
   */
  renew(): Promise<HeldSession>
  isRenewing(): boolean
}

export function createRenewer(
  parts: RenewalSurroundings & {
    possession: Possession
    isOver(): boolean
    begin(next: HeldSession): Promise<void>
    cutShort(reason: Ended['reason']): Promise<void>
    /** The pool could not be reached. */
    keepWaiting(): void
  },
): Renewer {
  const { settings, channel, possession, isOver, begin, cutShort, keepWaiting } = parts
  let renewing: Promise<HeldSession> | undefined

  function renew(): Promise<HeldSession> {
    const asked = possession.held()
    const session = possession.known()?.session
    renewing ??= underRenewalLock(settings, () => renewOnce(asked))
      .catch((error: unknown) => giveUp(error, session))
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }

  async function renewOnce(asked: HeldSession | null): Promise<HeldSession> {
    if (isOver()) throw new SessionEndedError()
    const held = possession.held()
    // While this tab waited for the lock, another renewed the session and told this one.
    if (held && held !== asked && isUseful(held)) return held
    const known = possession.known()
    if (!known) throw new SessionEndedError()

    const next = await borrowOrRefresh(known, parts)
    if (possession.known()?.session !== known.session) return discard(next)
    if (held && held.subject !== next.subject) {
      await cutShort('switched-account')
      throw new SessionEndedError()
    }
    await begin(next)
    channel.post({ kind: 'renewed', lent: lend(next) })
    return next
  }

  // Somebody signed out, or in again, while the pool was answering.
  async function discard(late: HeldSession): Promise<HeldSession> {
    const held = possession.held()
    if (held?.session !== late.session) await revoke(settings, late.refreshToken)
    if (held && isUseful(held)) return held
    throw new SessionEndedError()
  }

  async function giveUp(error: unknown, session: string | undefined): Promise<HeldSession> {
    const held = possession.held()
    // Somebody signed out, or in again, meanwhile: the failure is no news about what this tab has now.
    if (possession.known()?.session !== session) {
      if (held && isUseful(held)) return held
      throw new SessionEndedError()
    }
    if (error instanceof SessionEndedError) throw error
    if (error instanceof RefreshRefusedError || error instanceof UnusableAnswerError) {
      const expired = error instanceof RefreshRefusedError && error.reason === 'invalid-grant'
      await cutShort(expired ? 'expired' : 'refused')
      throw new SessionEndedError()
    }
    // Whatever else went wrong (the pool is away, the page is being left) is no reason to forget a session.
    keepWaiting()
    throw new PoolUnreachableError()
  }

  return { renew, isRenewing: () => renewing !== undefined }
}
