import { useSession } from '@lifeguard/react-cognito'
import { type ReactNode, Suspense } from 'react'
import { SignedInHeader } from '../pages.ts'
import { Brand } from './brand.tsx'
import { SignInButton } from './sign-in-button.tsx'

/** The top of every page: what is here for this visitor. */
export function Header({ apiUrl }: { apiUrl: string }): ReactNode {
  const state = useSession()

  return (
    <header className="header">
      <div className="header-row">
        <Brand />
        {state.status === 'restoring' && <HeaderSkeleton />}
        {state.status === 'signed-in' && (
          <Suspense fallback={<HeaderSkeleton />}>
            <SignedInHeader state={state} apiUrl={apiUrl} />
          </Suspense>
        )}
        {(state.status === 'signed-out' || state.status === 'ended' || state.status === 'failed') && (
          <SignInButton />
        )}
      </div>
    </header>
  )
}

function HeaderSkeleton(): ReactNode {
  return <span className="skeleton skeleton-button" />
}
