import type { Failed } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { PageHeading } from '../../frame/page-heading.tsx'
import { SignInButton } from '../../frame/sign-in-button.tsx'
import { useWords } from '../../language/language.tsx'
import type { Problem } from './problem-of.ts'
import { problemWords } from './problem-words.ts'

/** Stands where a page would be, when something keeps the person from being signed in. */
export default function SessionProblem({ state }: { state: Problem }): ReactNode {
  switch (state.status) {
    case 'failed':
      return <FailedSignIn state={state} />
    case 'signed-out':
      return <NotSignedIn />
    case 'ended':
      return <SwitchedAccount />
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
