import type { SessionState } from './session-state.ts'

/** The one state of a session, and who wants to know of its changes. */
export interface SessionStateHolder {
  current(): SessionState
  publish(state: SessionState): void
  subscribe(listener: () => void): () => void
}

export function createStateHolder(): SessionStateHolder {
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
