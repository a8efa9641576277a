import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/**
 * The heading of a page, which is also the title of the document. After a navigation it takes the focus, so that a
 * screen reader announces the new page; on the first page of a visit the browser has done that already.
 */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  const navigated = useLocation().key !== 'default'

  useEffect(() => {
    document.title = `${title} · Lifeguard`
  }, [title])

  useEffect(() => {
    if (navigated) heading.current?.focus()
  }, [navigated])

  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
