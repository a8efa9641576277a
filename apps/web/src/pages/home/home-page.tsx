import { useSession } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { LoadingPage } from '../../frame/loading-page.tsx'
import { PageHeading } from '../../frame/page-heading.tsx'
import { SignInButton } from '../../frame/sign-in-button.tsx'
import { useWords } from '../../language/language.tsx'
import { SessionProblem, Welcome } from '../../pages.ts'
import { problemOf } from '../problem/problem-of.ts'
import { homeWords } from './home-words.ts'

/** The public page: what this is for a stranger, where to go for somebody signed in. */
export default function HomePage(): ReactNode {
  const state = useSession()
  const problem = problemOf(state)

  if (state.status === 'signed-in') return <Welcome claims={state.claims} />
  if (problem && problem.status !== 'signed-out') return <SessionProblem state={problem} />
  return state.status === 'restoring' ? <LoadingPage /> : <Introduction />
}

function Introduction(): ReactNode {
  const words = useWords(homeWords)

  return (
    <div className="home">
      <section className="hero">
        <div className="stack">
          <PageHeading title={words.title} />
          <p className="lead">{words.lead}</p>
          <div className="row">
            <SignInButton returnTo="/notes" />
            <SignInButton page="signup" className="button" returnTo="/notes">
              {words.createAccount}
            </SignInButton>
            <SignInButton page="forgotPassword" className="button button-quiet" returnTo="/notes">
              {words.forgotPassword}
            </SignInButton>
          </div>
        </div>
        <RequestPath />
      </section>
      <section className="stack">
        <h2>{words.why}</h2>
        <ul className="list reasons">
          {words.reasons.map(({ title, text }) => (
            <li key={title} className="reason">
              <h3>{title}</h3>
              <p className="soft">{text}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function RequestPath(): ReactNode {
  const words = useWords(homeWords)

  return (
    <figure className="request-path" aria-label={words.path}>
      <ol className="list">
        {words.steps.map((step) => (
          <li key={step.name}>
            <strong>{step.name}</strong>
            <span className="soft small">{step.does}</span>
            <span className="tag tag-mono">{step.with}</span>
          </li>
        ))}
      </ol>
    </figure>
  )
}
