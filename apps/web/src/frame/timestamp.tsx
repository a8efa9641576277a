import type { ReactNode } from 'react'
import { useLanguage } from '../language/language.tsx'

/** A moment in the reader's language and time zone. `time` is ISO 8601. */
export function Timestamp({ time }: { time: string }): ReactNode {
  const { language } = useLanguage()
  // The browser knows the reader's region ("en-GB"), the app only the language.
  const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })

  return (
    <time className="soft small" dateTime={time}>
      {format.format(new Date(time))}
    </time>
  )
}
