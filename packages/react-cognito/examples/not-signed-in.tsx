import { type SessionState, useSessionControl } from '@lifeguard/react-cognito'

export function NotSignedIn({ state }: { state: SessionState }) {
  const session = useSessionControl()

  switch (state.status) {
    case 'restoring':
    case 'signed-in':
      return null
    case 'signed-out':
      return (
        <button type="button" onClick={() => void session.signIn()}>
          Sign in
        </button>
      )
    case 'ended':
      return (
        <button type="button" onClick={() => void session.signIn()}>
          Your session has ended. Sign in again
        </button>
      )
    case 'failed':
      return (
        <button type="button" onClick={() => void state.retry()}>
          That did not work ({state.problem}). Try again
        </button>
      )
  }
}
