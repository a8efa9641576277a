import { PoolUnreachableError, SessionEndedError } from '../session-errors.ts'
import type { Ended, Ending, SignedIn } from '../session-state.ts'
import type { SessionStateHolder } from '../state-holder.ts'
import { wantPassword } from './ask-password.ts'
import { revoke } from './end-at-pool.ts'
import { type HeldSession, isUseful } from './held-session.ts'
import type { Possession } from './possession.ts'
import type { RenewalSurroundings } from './renewal.ts'
import { createRenewalSchedule } from './renewal-schedule.ts'
import { createRenewer } from './renewer.ts'
import { createSessionEnd } from './session-end.ts'
import { toSignedIn } from './signed-in-state.ts'

/** Keeps a session fresh from its beginning to its end, and tells the app how it stands. */
export interface Stay {
  /** From here on this tab is signed in with it, in place of whatever it had. */
  begin(next: HeldSession): Promise<void>
  /** At most one renewal at a time, whoever asks. Publishes how it went. */
  renew(): Promise<HeldSession>
  /** The same for those who read the state. */
  tryToRenew(): Promise<void>
  /** Whose page this is: of whoever is signed in, or was until the session ended under it. */
  subject(): string | null
  /** Whether the session had to end by now; then it has. */
  isOver(): boolean
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
  const schedule = createRenewalSchedule(tryToRenew)
  const sessionEnd = createSessionEnd({ settings, onAnnouncement: publish, onEnd: timeIsUp })
  const { isOver } = sessionEnd
  const renewer = createRenewer({ ...parts, isOver, begin, cutShort, keepWaiting })
  const { renew } = renewer
  let renewal: SignedIn['renewal'] = 'on-time'
  let failedAtMs = Number.NEGATIVE_INFINITY
  let subject: string | null = null

  async function begin(next: HeldSession): Promise<void> {
    await possession.take(next)
    if (possession.held() !== next) return
    subject = next.subject
    failedAtMs = Number.NEGATIVE_INFINITY
    renewal = 'on-time'
    schedule.succeeded(next.renewAtMs)
    sessionEnd.watch(endsAtMs(next))
    publish()
  }

  function keepWaiting(): void {
    failedAtMs = Date.now()
    schedule.failed()
    renewal = 'waiting'
    if (possession.held()) publish()
    else holder.publish({ status: 'failed', problem: 'unreachable', retry: tryToRenew })
  }

  async function tryToRenew(): Promise<void> {
    await renew().catch(() => {
      // A storage that all tabs share forgot it with a sign-out in another one, unless the state knows why.
      if (!possession.known() && !('reason' in holder.current()))
        holder.publish({ status: 'signed-out', reason: 'signed-out-elsewhere' })
    })
  }

  async function getAccessToken({ insteadOf }: { insteadOf?: string } = {}): Promise<string> {
    const held = possession.held()
    if (!held || isOver()) throw new SessionEndedError()
    if (isUseful(held) && held.user.access_token !== insteadOf) return held.user.access_token
    if (!renewer.isRenewing() && Date.now() < failedAtMs + pauseAfterFailureMs)
      throw new PoolUnreachableError()
    return (await renew()).user.access_token
  }

  function publish(): void {
    const held = possession.held()
    if (!held) return
    const ending = sessionEnd.announced()
    const end = () => cutShort('refused')
    holder.publish(toSignedIn(held, { endsAtMs: endsAtMs(held), ending, renewal, getAccessToken, end }))
  }

  // Renewals hand on the end of the first refresh token (Cognito Developer Guide, "Refresh token rotation").
  function endsAtMs({ startedAtMs }: HeldSession): number | null {
    const { refreshTokenSeconds } = settings
    return refreshTokenSeconds === undefined ? null : startedAtMs + refreshTokenSeconds * 1000
  }

  async function forget(): Promise<void> {
    schedule.stop()
    sessionEnd.stop()
    await possession.drop()
  }

  async function end(): Promise<void> {
    subject = null
    sessionEnd.forget()
    await forget()
  }

  async function cutShort(reason: Ended['reason']): Promise<void> {
    const forgetting = forget()
    // Nothing of that person stays on the page.
    if (reason === 'switched-account') subject = null
    holder.publish({ status: 'ended', reason })
    await forgetting
  }

  function timeIsUp(because: Ending['because']): void {
    const ending = possession.known()
    const reason = because === 'idle' ? 'idle' : 'expired'
    // The pool may remember the person for an hour; then signing in would ask nothing, and would not begin anew.
    wantPassword(settings.clientId)
    void cutShort(reason)
    if (!ending) return
    channel.post({ kind: 'ended', session: ending.session, reason })
    // What ends here ends at the pool; by its own clock it may be up to an hour behind.
    void revoke(settings, ending.refreshToken)
  }

  return { begin, renew, tryToRenew, subject: () => subject, isOver, end, cutShort }
}
