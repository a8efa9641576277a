import { PoolUnreachableError, SessionEndedError } from '../session-errors.ts'
import type { Ended, SignedIn } from '../session-state.ts'
import type { SessionStateHolder } from '../state-holder.ts'
import { revoke } from './end-at-pool.ts'
import { type HeldSession, isUseful, lend } from './held-session.ts'
import type { Possession } from './possession.ts'
import {
  borrowOrRefresh,
  RefreshRefusedError,
  type RenewalSurroundings,
  underRenewalLock,
} from './renewal.ts'
import { createRenewalSchedule } from './renewal-schedule.ts'
import { toSignedIn } from './signed-in-state.ts'
import { UnusableAnswerError } from './token-answer.ts'

/** Keeps a session fresh from its beginning to its end, and tells the app how it stands. */
export interface Stay {
  /** From here on this tab is signed in with it, in place of whatever it had. */
  begin(next: HeldSession): Promise<void>
  /** At most one renewal at a time, whoever asks. Publishes how it went. */
  renew(): Promise<HeldSession>
  /** Whose page this is: of whoever is signed in, or was until the session ended under it. */
  subject(): string | null
  /** Forgets the session. What comes after is the caller's to publish. */
  end(): Promise<void>
  /** Forgets the session because it is over. */
  cutShort(reason: Ended['reason']): Promise<void>
}

// People and components ask again and again while the pool is away; it is spared most of that.
const pauseAfterFailureMs = 10_000

export function createStay(
  parts: RenewalSurroundings & { possession: Possession; holder: SessionStateHolder },
): Stay {
  const { settings, channel, possession, holder } = parts
  const schedule = createRenewalSchedule(() => void renew().catch(() => undefined))
  let renewing: Promise<HeldSession> | undefined
  let failedAtMs = Number.NEGATIVE_INFINITY
  let subject: string | null = null

  async function begin(next: HeldSession): Promise<void> {
    await possession.take(next)
    if (possession.held() !== next) return
    subject = next.subject
    failedAtMs = Number.NEGATIVE_INFINITY
    schedule.succeeded(next.renewAtMs)
    publishSignedIn(next, 'on-time')
  }

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
    failedAtMs = Date.now()
    schedule.failed()
    if (held) publishSignedIn(held, 'waiting')
    else holder.publish({ status: 'failed', problem: 'unreachable', retry: async () => void (await renew()) })
    throw new PoolUnreachableError()
  }

  async function getAccessToken({ insteadOf }: { insteadOf?: string } = {}): Promise<string> {
    const held = possession.held()
    if (!held) throw new SessionEndedError()
    if (isUseful(held) && held.user.access_token !== insteadOf) return held.user.access_token
    if (!renewing && Date.now() < failedAtMs + pauseAfterFailureMs) throw new PoolUnreachableError()
    return (await renew()).user.access_token
  }

  function publishSignedIn(held: HeldSession, renewal: SignedIn['renewal']): void {
    const { refreshTokenSeconds } = settings
    holder.publish(
      toSignedIn(held, { refreshTokenSeconds, renewal, getAccessToken, end: () => cutShort('refused') }),
    )
  }

  async function forget(): Promise<void> {
    schedule.stop()
    await possession.drop()
  }

  async function end(): Promise<void> {
    subject = null
    await forget()
  }

  async function cutShort(reason: Ended['reason']): Promise<void> {
    await forget()
    // Nothing of that person stays on the page.
    if (reason === 'switched-account') subject = null
    holder.publish({ status: 'ended', reason })
  }

  return { begin, renew, subject: () => subject, end, cutShort }
}
