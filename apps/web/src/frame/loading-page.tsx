import type { ReactNode } from 'react'
import { SlowNotice } from './slow-notice.tsx'

/** Holds the place of a page that is on its way. */
export function LoadingPage(): ReactNode {
  return (
    <div className="stack" aria-busy="true">
      <div className="skeleton skeleton-heading" />
      <SlowNotice />
    </div>
  )
}
