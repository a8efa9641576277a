import type { SignedIn } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { Link } from '../../frame/link.tsx'
import { PageHeading } from '../../frame/page-heading.tsx'
import { useWords } from '../../language/language.tsx'
import { useShownName } from '../../private/chosen-name.ts'
import { welcomeWords } from './welcome-words.ts'

/** The start page of somebody who is signed in: where to go from here. */
export default function Welcome({ claims }: { claims: SignedIn['claims'] }): ReactNode {
  const words = useWords(welcomeWords)
  const title = words.hello(useShownName(claims))

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
