import type { ReactNode } from 'react'
import { Link } from '../../frame/link.tsx'
import { PageHeading } from '../../frame/page-heading.tsx'
import { useWords } from '../../language/language.tsx'
import { problemWords } from './problem-words.ts'

/** For a path that no page has. */
export default function NotFoundPage(): ReactNode {
  const words = useWords(problemWords)

  return (
    <div className="centred">
      <PageHeading title={words.notFound.title} />
      <p className="lead">{words.notFound.text}</p>
      <Link className="button button-primary" to="/">
        {words.home}
      </Link>
    </div>
  )
}
