import { isLater } from '../living-tabs.ts'
import type { SessionStateHolder } from '../state-holder.ts'
import type { TabMessage } from '../tab-channel.ts'
import { lend, takeLent } from './held-session.ts'
import type { Possession } from './possession.ts'
import { borrow, type RenewalSurroundings } from './renewal.ts'
import type { Stay } from './stay-signed-in.ts'

/** What this tab does when another tab of the browser says something. */
export function followOtherTabs(
  parts: Pick<RenewalSurroundings, 'settings' | 'channel'> & {
    possession: Possession
    holder: SessionStateHolder
    stay: Stay
  },
): (message: TabMessage) => Promise<void> {
  const { settings, channel, possession, holder, stay } = parts

  async function signedInElsewhere(session: string, subject: string): Promise<void> {
    const held = possession.held()
    if (held && held.session >= session) return
    if (stay.subject() !== null && stay.subject() !== subject) return stay.cutShort('switched-account')
    const lent = await borrow({ session, generation: 0 }, { settings, channel })
    // Asked last: somebody may have signed out here while another tab was getting round to it.
    if (lent && !isLeaving()) await stay.begin(lent)
  }

  async function signedOutElsewhere(session: string): Promise<void> {
    const known = possession.known()
    if (!known || known.session > session) return
    await stay.end()
    holder.publish({ status: 'signed-out', reason: 'signed-out-elsewhere' })
  }

  async function endedElsewhere(session: string, reason: 'expired' | 'idle'): Promise<void> {
    const known = possession.known()
    if (known && known.session <= session) await stay.cutShort(reason)
  }

  function isLeaving(): boolean {
    const state = holder.current()
    return state.status === 'signed-out' && ['redirecting', 'signing-out'].includes(state.reason)
  }

  return async (message) => {
    const held = possession.held()
    switch (message.kind) {
      case 'ask':
        if (held && !isLater(message.wanted, held))
          channel.post({ kind: 'lend', id: message.id, lent: lend(held) })
        return
      case 'renewed': {
        const { lent } = message
        const taken = held?.session === lent.session && isLater(lent, held) ? takeLent(lent, settings) : null
        if (taken) await stay.begin(taken)
        return
      }
      case 'signed-in':
        return signedInElsewhere(message.session, message.subject)
      case 'signed-out':
        return signedOutElsewhere(message.session)
      case 'ended':
        return endedElsewhere(message.session, message.reason)
      case 'lend':
        // Whoever asked listens for it.
        return
    }
  }
}
