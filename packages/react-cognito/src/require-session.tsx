import { type ReactNode, useEffect } from 'react'
import { useSession, useSessionControl } from './cognito-provider.tsx'
import type { SessionState } from './session-state.ts'

/**
 * Shows its children to somebody who is signed in, and sends everybody else to the pool's sign-in page, from which
 * they come back to this very path, query and hash. It goes there by itself only when nobody was signed in: after a
 * failure or a sign-out it would be a loop.
 *
 * `otherwise` renders every other state. When a session ends, the children stay, so that nothing typed is lost, and
 * `otherwise` is rendered after them.
 */
export function RequireSession(props: {
  children: ReactNode
  otherwise: (state: Exclude<SessionState, { status: 'signed-in' }>) => ReactNode
}): ReactNode {
  const state = useSession()
  const session = useSessionControl()
  const anonymous = state.status === 'signed-out' && state.reason === 'no-session'

  useEffect(() => {
    if (anonymous) void session.signIn({ replace: true })
  }, [anonymous, session])

  const shown = state.status === 'signed-in' || state.status === 'ended'
  return (
    <>
      {shown && props.children}
      {state.status !== 'signed-in' && props.otherwise(state)}
    </>
  )
}
