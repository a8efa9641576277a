import { type Ending, useSessionControl } from '@lifeguard/react-cognito'
import { type ReactNode, useState } from 'react'
import { Timestamp } from '../frame/timestamp.tsx'
import { useWords } from '../language/language.tsx'
import { EndDialog } from './end-dialog.tsx'
import { sessionEndWords } from './session-end-words.ts'

/** A dialog at first. Who closes it and goes on working has a line on the page until the session ends. */
export default function EndAnnouncement({
  ending,
  email,
}: {
  ending: Ending
  email: string | undefined
}): ReactNode {
  const words = useWords(sessionEndWords)
  const session = useSessionControl()
  const [read, setRead] = useState(false)
  const [leaving, setLeaving] = useState(false)

  function signInAgain(): void {
    setLeaving(true)
    const leave = session.signIn({ prompt: 'login', ...(email !== undefined && { loginHint: email }) })
    leave.catch(() => setLeaving(false))
  }

  const signInButton = (
    <button type="button" className="button button-primary" aria-busy={leaving} onClick={signInAgain}>
      {words.signInAgain}
    </button>
  )

  if (ending.because === 'idle')
    return (
      <EndDialog title={words.idle.title} text={words.idle.text} at={ending.at} onClose={ending.stay}>
        <button type="button" className="button button-primary" onClick={ending.stay}>
          {words.stay}
        </button>
      </EndDialog>
    )
  if (read)
    return (
      <div className="notice notice-warn">
        <p>
          {words.endsAt} <Timestamp time={ending.at.toISOString()} />
        </p>
        {signInButton}
      </div>
    )
  return (
    <EndDialog
      title={words.lifetime.title}
      text={words.lifetime.text}
      at={ending.at}
      onClose={() => setRead(true)}
    >
      <button type="button" className="button" onClick={() => setRead(true)}>
        {words.goOn}
      </button>
      {signInButton}
    </EndDialog>
  )
}
