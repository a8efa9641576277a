import { useSession } from '@lifeguard/react-cognito'
import { type ReactNode, Suspense } from 'react'
import { EndAnnouncement } from '../pages.ts'

/** Announces the end of the session when it is near. A new sign-in, or somebody who stays, takes that back. */
export function SessionEnd(): ReactNode {
  const state = useSession()

  if (state.status !== 'signed-in' || state.ending === null) return null
  return (
    <Suspense fallback={null}>
      <EndAnnouncement key={state.ending.because} ending={state.ending} email={state.claims.email} />
    </Suspense>
  )
}
