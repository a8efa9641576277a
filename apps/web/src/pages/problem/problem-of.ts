import type { Ended, Failed, SessionState, SignedOut } from '@lifeguard/react-cognito'

/** A state of the session that takes the place of the page. */
export type Problem = Failed | SignedOut | Ended

/** The problem that a page must give way to, if the session has one. A session that merely ended keeps its page. */
export function problemOf(state: SessionState): Problem | undefined {
  switch (state.status) {
    case 'failed':
      return state
    case 'ended':
      return state.reason === 'switched-account' ? state : undefined
    case 'signed-out':
      return state.reason === 'came-back' || state.reason === 'signed-out-elsewhere' ? state : undefined
    case 'restoring':
    case 'signed-in':
      return undefined
  }
}
