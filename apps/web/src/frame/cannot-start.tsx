import { type ReactNode, useEffect } from 'react'
import { useWords } from '../language/language.tsx'
import { noticeWords } from './notice-words.ts'

/** Stands in for the whole app when its configuration cannot be used. */
export function CannotStart({ error }: { error: unknown }): ReactNode {
  const words = useWords(noticeWords)

  useEffect(() => {
    document.title = `${words.cannotStart.title} · Lifeguard`
  }, [words])

  return (
    <main className="main">
      <div className="centred">
        <h1>{words.cannotStart.title}</h1>
        <p className="lead">{words.cannotStart.text}</p>
        <p className="soft small">{error instanceof Error ? error.message : String(error)}</p>
        <button type="button" className="button button-primary" onClick={() => location.reload()}>
          {words.reload}
        </button>
      </div>
    </main>
  )
}
