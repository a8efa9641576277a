import { type ReactNode, useEffect, useState } from 'react'
import { useSession, useSessionControl } from './cognito-provider.tsx'
import type { SessionState } from './session-state.ts'

/**
 * Shows its children to somebody who is signed in, and sends everybody else to the pool's sign-in page, from which
 * they come back to this very path, query and hash. It goes there by itself only when nobody was signed in: after a
 * failure or a sign-out it would be a loop.
 *
 * `otherwise` renders every other state. When a session ends under the page, the children stay, so that nothing typed
 * is lost, and `otherwise` is rendered after them.
 */
export function RequireSession(props: {
  children: ReactNode
  otherwise: (state: Exclude<SessionState, { status: 'signed-in' }>) => ReactNode
}): ReactNode {
  const state = useSession()
  const session = useSessionControl()
  const wasShown = useWasShown(state)
  const anonymous = state.status === 'signed-out' && state.reason === 'no-session'

  useEffect(() => {
    // What the state does not show: no random numbers, no storage, a redirect that the page forbids.
    if (anonymous) session.signIn({ replace: true }).catch(console.warn)
  }, [anonymous, session])

  return (
    <>
      {wasShown && session.provideAuth(props.children)}
      {state.status !== 'signed-in' && props.otherwise(state)}
    </>
  )
}

/** Whether the children are on the page: from the sign-in on, until something must not keep what they show. */
function useWasShown(state: SessionState): boolean {
  const [wasShown, setWasShown] = useState(false)
  const isShown = state.status === 'signed-in' || (wasShown && keepsThePage(state))
  if (isShown !== wasShown) setWasShown(isShown)
  return isShown
}

function keepsThePage(state: SessionState): boolean {
  return state.status === 'ended' && state.reason !== 'switched-account'
}
