import { useSession, useSessionControl } from '@lifeguard/react-cognito'

export function EndsSoon() {
  const state = useSession()
  const session = useSessionControl()
  const ending = state.status === 'signed-in' ? state.ending : null
  if (ending === null) return null

  const goOn = ending.because === 'idle' ? ending.stay : () => void session.signIn({ prompt: 'login' })
  return (
    <aside role="alert">
      You will be signed out at {ending.at.toLocaleTimeString()}.
      <button type="button" onClick={goOn}>
        Stay signed in
      </button>
    </aside>
  )
}
