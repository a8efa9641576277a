import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { frameWords } from './frame-words.ts'

/** Tells a screen reader that something is on its way, and everybody when it takes long. */
export function SlowNotice(): ReactNode {
  const words = useWords(frameWords)
  const [slow, setSlow] = useState(false)

  useEffect(() => {
    const timer = setTimeout(setSlow, 10_000, true)
    return () => clearTimeout(timer)
  }, [])

  return (
    <p role="status" className={slow ? 'soft' : 'visually-hidden'}>
      {slow ? words.stillLoading : words.loading}
    </p>
  )
}
