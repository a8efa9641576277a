import { RequireSession } from '@lifeguard/react-cognito'
import { type ReactNode, Suspense } from 'react'
import type { AppConfig } from '../config/config.ts'
import { LoadingPage } from '../frame/loading-page.tsx'
import { SessionProblem } from '../pages/problem/session-problem.tsx'
import { PrivateArea } from '../pages.ts'

/** Lets a page through to people who are signed in; everybody else is sent to sign in and comes back to it. */
export function PrivatePage({ config }: { config: AppConfig }): ReactNode {
  return (
    <RequireSession otherwise={(state) => <SessionProblem state={state} />}>
      <Suspense fallback={<LoadingPage />}>
        <PrivateArea config={config} />
      </Suspense>
    </RequireSession>
  )
}
