import type { Failed, SessionState } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { LoadingPage } from '../../frame/loading-page.tsx'
import { PageHeading } from '../../frame/page-heading.tsx'
import { SignInButton } from '../../frame/sign-in-button.tsx'
import { useWords } from '../../language/language.tsx'
import { problemWords } from './problem-words.ts'

/** What stands where a private page would be while nobody is signed in. */
export function SessionProblem({ state }: { state: SessionState }): ReactNode {
  switch (state.status) {
    case 'failed':
      return <FailedSignIn state={state} />
    case 'signed-out':
      return state.reason === 'came-back' || state.reason === 'signed-out-elsewhere' ? (
        <NotSignedIn />
      ) : (
        <LoadingPage />
      )
    case 'restoring':
      return <LoadingPage />
    case 'ended':
      return state.reason === 'switched-account' ? <SwitchedAccount /> : null
    case 'signed-in':
      return null
  }
}

function FailedSignIn({ state }: { state: Failed }): ReactNode {
  const words = useWords(problemWords)
  const { title, text } = words.signIn[state.problem]

  return (
    <div className="centred">
      <PageHeading title={title} />
      <p className="lead">{text}</p>
      <button type="button" className="button button-primary" onClick={() => void state.retry()}>
        {words.tryAgain}
      </button>
    </div>
  )
}

function NotSignedIn(): ReactNode {
  const words = useWords(problemWords)

  return (
    <div className="centred">
      <PageHeading title={words.cameBack.title} />
      <p className="lead">{words.cameBack.text}</p>
      <SignInButton />
    </div>
  )
}

function SwitchedAccount(): ReactNode {
  const words = useWords(problemWords)

  return (
    <div className="centred">
      <PageHeading title={words.switchedAccount.title} />
      <p className="lead">{words.switchedAccount.text}</p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  )
}
