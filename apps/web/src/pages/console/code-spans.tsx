import { Fragment, type ReactNode } from 'react'

/** A sentence of the contract: what stands between backticks is code, everything else is text and nothing but text. */
export function CodeSpans({ text }: { text: string }): ReactNode {
  const parts = text.split('`')
  return parts.map((part, index) => {
    // A sentence is never changed in place, so the position is as good a key as any.
    const key = `${index} ${part}`
    const closed = index % 2 === 1 && index < parts.length - 1
    return closed ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>
  })
}
