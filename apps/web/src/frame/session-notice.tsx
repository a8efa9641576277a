import { useSession } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { problemWords } from '../pages/problem/problem-words.ts'
import { SignInButton } from './sign-in-button.tsx'

/** Says on top of the page what happened to the session; the page below stays as it is. */
export function SessionNotice(): ReactNode {
  const words = useWords(problemWords)
  const state = useSession()

  if (state.status === 'ended')
    return (
      <div className="notice notice-warn" role="alert">
        <p>{words.ended}</p>
        <SignInButton />
      </div>
    )
  if (state.status === 'signed-out' && state.reason === 'signed-out-here-only')
    return (
      <p className="notice notice-warn" role="alert">
        {words.signedOutHereOnly}
      </p>
    )
  if (state.status === 'signed-out' && state.reason === 'signed-out-elsewhere')
    return (
      <p className="notice" role="status">
        {words.signedOutElsewhere}
      </p>
    )
  return null
}
