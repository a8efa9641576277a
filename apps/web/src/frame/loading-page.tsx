import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { frameWords } from './frame-words.ts'

/** Holds the place of a page that is on its way. Says so aloud only when it takes long. */
export function LoadingPage(): ReactNode {
  const words = useWords(frameWords)
  const [slow, setSlow] = useState(false)

  useEffect(() => {
    const timer = setTimeout(setSlow, 10_000, true)
    return () => clearTimeout(timer)
  }, [])

  return (
    <div className="stack" aria-busy="true">
      <div className="skeleton skeleton-heading" />
      <p role="status" className={slow ? 'soft' : 'visually-hidden'}>
        {slow ? words.stillLoading : words.loading}
      </p>
    </div>
  )
}
