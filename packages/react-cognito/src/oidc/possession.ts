import type { KeptSession, SessionKeeper } from '../kept-session.ts'
import type { Presence } from '../living-tabs.ts'
import type { HeldSession } from './held-session.ts'
import type { PoolUserManager } from './pool-user-manager.ts'

/** The session that this tab has: in memory, at rest for the next page load, and known to the other tabs. */
export interface Possession {
  held(): HeldSession | null
  /** What is held, or what a former page load left. */
  known(): KeptSession | null
  take(next: HeldSession): Promise<void>
  drop(): Promise<void>
}

export function createPossession(parts: {
  manager: PoolUserManager
  keeper: SessionKeeper
  presence: Presence
}): Possession {
  const { manager, keeper, presence } = parts
  let held: HeldSession | null = null

  function known(): KeptSession | null {
    return held ?? keeper.read()
  }

  return {
    held: () => held,
    known,
    async take(next) {
      held = next
      keeper.write(next)
      await presence.announce(next)
      // It may have been dropped while it was being announced.
      if (held === next) await manager.hold(next.user)
    },
    async drop() {
      const dropped = known()
      held = null
      if (dropped) keeper.clear(dropped.session)
      presence.leave()
      await manager.drop()
    },
  }
}
