import { type SignInRequest, useSession, useSessionControl } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { frameWords } from './frame-words.ts'

/** Leads to a page of the pool and back here; says so while the browser is on its way. */
export function SignInButton({
  page = 'login',
  className = 'button button-primary',
  returnTo,
  prompt,
  children,
}: {
  page?: SignInRequest['page']
  className?: string
  returnTo?: string
  /** `login`: ask for the password even if the pool remembers the person. */
  prompt?: 'login'
  children?: ReactNode
}): ReactNode {
  const words = useWords(frameWords)
  const session = useSessionControl()
  const state = useSession()
  const redirecting = state.status === 'signed-out' && state.reason === 'redirecting'
  // The sign-in that the pool remembers would only bring what was refused once more.
  const asks = state.status === 'ended' && state.reason === 'refused' ? 'login' : prompt

  return (
    <button
      type="button"
      className={className}
      aria-busy={redirecting}
      onClick={() =>
        void session.signIn({
          page,
          ...(returnTo !== undefined && { returnTo }),
          ...(asks && { prompt: asks }),
        })
      }
    >
      {redirecting && page === 'login' ? words.redirecting : (children ?? words.signIn)}
    </button>
  )
}
