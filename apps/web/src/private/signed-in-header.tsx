import { type SignedIn, useSessionControl } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { frameWords } from '../frame/frame-words.ts'
import { Link } from '../frame/link.tsx'
import { useWords } from '../language/language.tsx'
import { AccountMenu } from './account-menu.tsx'

/** The part of the header that only somebody signed in has: where to go, and the way out on every page. */
export default function SignedInHeader({ state }: { state: SignedIn }): ReactNode {
  const words = useWords(frameWords)
  const session = useSessionControl()

  return (
    <>
      <nav className="nav" aria-label={words.pages}>
        <Link to="/notes">{words.notes}</Link>
        <Link to="/console">{words.console}</Link>
        {state.groups.includes('admins') && <Link to="/admin">{words.admin}</Link>}
      </nav>
      <div className="header-actions">
        <button type="button" className="button button-quiet" onClick={() => void session.signOut()}>
          {words.signOut}
        </button>
        <AccountMenu claims={state.claims} />
      </div>
    </>
  )
}
