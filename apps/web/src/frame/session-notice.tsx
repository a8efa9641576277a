import { useSession } from '@lifeguard/react-cognito'
import { type ReactNode, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { takeFarewell } from './farewell.ts'
import { noticeWords } from './notice-words.ts'
import { SignInButton } from './sign-in-button.tsx'

/** Says on top of the page what happened to the session; the page below stays as it is. */
export function SessionNotice(): ReactNode {
  const words = useWords(noticeWords)
  const state = useSession()
  const [farewell] = useState(takeFarewell)

  if (state.status === 'ended' && state.reason !== 'switched-account')
    return (
      <div className="notice notice-warn" role="alert">
        <p>{state.reason === 'idle' ? words.endedIdle : words.ended}</p>
        <SignInButton />
      </div>
    )
  if (state.status === 'signed-in' && state.renewal === 'waiting')
    return (
      <p className="notice notice-warn" role="status">
        {words.waiting}
      </p>
    )
  if (state.status !== 'signed-out') return null
  if (state.reason === 'signed-out-here-only')
    return (
      <p className="notice notice-warn" role="alert">
        {words.signedOutHereOnly}
      </p>
    )
  if (state.reason === 'signed-out-elsewhere')
    return (
      <p className="notice" role="status">
        {words.signedOutElsewhere}
      </p>
    )
  return (
    farewell && (
      <p className="notice" role="status">
        {farewell}
      </p>
    )
  )
}
