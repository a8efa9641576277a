import { RequireSession, type SessionState } from '@lifeguard/react-cognito'
import { type ReactNode, Suspense } from 'react'
import type { AppConfig } from '../config/config.ts'
import { LoadingPage } from '../frame/loading-page.tsx'
import { problemOf } from '../pages/problem/problem-of.ts'
import { PrivateArea, SessionProblem } from '../pages.ts'

/** Lets a page through to people who are signed in; everybody else is sent to sign in and comes back to it. */
export function PrivatePage({ config }: { config: AppConfig }): ReactNode {
  return (
    <RequireSession otherwise={(state) => <Otherwise state={state} />}>
      <Suspense fallback={<LoadingPage />}>
        <PrivateArea config={config} />
      </Suspense>
    </RequireSession>
  )
}

function Otherwise({ state }: { state: SessionState }): ReactNode {
  const problem = problemOf(state)
  if (problem) return <SessionProblem state={problem} />
  // A session that ended keeps its page; every other state is on its way to somewhere.
  return state.status === 'ended' ? null : <LoadingPage />
}
