import { useSession } from './cognito-provider.tsx'
import type { SessionState } from './session-state.ts'

/** What somebody needs for something: every one of the scopes, and one of the groups where any are named. */
export interface Needs {
  readonly scopes?: readonly string[]
  readonly groups?: readonly string[]
}

/**
 * Whether to show something to the person who is signed in. It hides what the API would refuse; it protects nothing,
 * since claims in a browser are the browser's to change.
 */
export function useMay(needs: Needs): boolean {
  return may(useSession(), needs)
}

/** The same outside React. */
export function may(state: SessionState, { scopes = [], groups = [] }: Needs): boolean {
  if (state.status !== 'signed-in') return false
  const isInGroup = groups.length === 0 || groups.some((group) => state.groups.includes(group))
  return isInGroup && scopes.every((scope) => state.scopes.includes(scope))
}
