import { createContext, type ReactNode, use, useSyncExternalStore } from 'react'
import type { Session } from './session.ts'
import type { SessionState } from './session-state.ts'

const SessionContext = createContext<Session | null>(null)

/** Gives a session to the components below it. */
export function CognitoProvider(props: { session: Session; children: ReactNode }): ReactNode {
  return <SessionContext value={props.session}>{props.children}</SessionContext>
}

/** Whether somebody is signed in; the component renders again whenever that changes. */
export function useSession(): SessionState {
  const session = useSessionControl()
  return useSyncExternalStore(session.subscribe, session.current, session.current)
}

/** The session itself, for `signIn` and `signOut`. */
export function useSessionControl(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('Cannot read the session: wrap this component in <CognitoProvider>')
  return session
}
