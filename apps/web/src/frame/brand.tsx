import type { ReactNode } from 'react'
import { Link } from '../frame/link.tsx'

/** The life ring, which leads home. */
export function Brand(): ReactNode {
  return (
    <Link to="/" className="brand">
      <img src="/favicon.svg" alt="" width="28" height="28" />
      Lifeguard
    </Link>
  )
}
