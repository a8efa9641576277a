import { type SignedIn, useSession } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { Link } from '../../frame/link.tsx'
import { PageHeading } from '../../frame/page-heading.tsx'
import { SignInButton } from '../../frame/sign-in-button.tsx'
import { useWords } from '../../language/language.tsx'
import { displayName } from '../../private/person.ts'
import { SessionProblem } from '../problem/session-problem.tsx'
import { homeWords } from './home-words.ts'

/** The public page: what this is for a stranger, where to go for somebody signed in. */
export default function HomePage(): ReactNode {
  const state = useSession()
  switch (state.status) {
    case 'signed-in':
      return <Doors claims={state.claims} />
    case 'signed-out':
      return <Introduction />
    case 'ended':
      return state.reason === 'switched-account' ? <SessionProblem state={state} /> : <Introduction />
    case 'restoring':
    case 'failed':
      return <SessionProblem state={state} />
  }
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

function Doors({ claims }: { claims: SignedIn['claims'] }): ReactNode {
  const words = useWords(homeWords)
  const title = words.hello(displayName(claims))

  return (
    <div className="stack">
      <PageHeading title={title} />
      <p className="lead">{words.helloLead}</p>
      <ul className="list doors">
        {(['notes', 'console', 'account'] as const).map((door) => (
          <li key={door} className="card door">
            <h2>
              <Link to={`/${door}`}>{words.doors[door].title}</Link>
            </h2>
            <p className="soft">{words.doors[door].text}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
