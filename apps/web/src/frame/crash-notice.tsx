import { useSession, useSessionControl } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { noticeWords } from './notice-words.ts'
import { PageHeading } from './page-heading.tsx'

/** Stands in for a page that crashed. */
export function CrashNotice({ crashId }: { crashId: string }): ReactNode {
  const words = useWords(noticeWords)
  const session = useSessionControl()
  const state = useSession()

  return (
    <div className="centred" role="alert">
      <PageHeading title={words.crashed.title} />
      <p className="lead">{words.crashed.text}</p>
      <div className="row">
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
        {state.status === 'signed-in' && (
          <button type="button" className="button" onClick={() => void session.signOut()}>
            {words.signOut}
          </button>
        )}
      </div>
      <p className="soft small">
        {words.reference} <code>{crashId}</code>
      </p>
    </div>
  )
}
