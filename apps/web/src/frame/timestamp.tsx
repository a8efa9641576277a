import type { ReactNode } from 'react'
import { useLanguage } from '../language/language.tsx'

/** A moment in the reader's language and time zone. `time` is ISO 8601. */
export function Timestamp({ time }: { time: string }): ReactNode {
  const { language } = useLanguage()
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })

  return (
    <time className="soft small" dateTime={time}>
      {format.format(new Date(time))}
    </time>
  )
}
