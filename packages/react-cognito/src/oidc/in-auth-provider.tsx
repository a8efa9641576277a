import type { ReactNode } from 'react'
import { AuthProvider } from 'react-oidc-context'
import type { PoolUserManager } from './pool-user-manager.ts'

/**
 * Puts react-oidc-context around private pages, so that `useAuth()` and components written for it work there. It is
 * handed the one manager of the page and never sees a callback: both have been the cause of doubled token requests.
 */
export function inAuthProvider(manager: PoolUserManager, children: ReactNode): ReactNode {
  return (
    <AuthProvider userManager={manager} skipSigninCallback>
      {children}
    </AuthProvider>
  )
}
