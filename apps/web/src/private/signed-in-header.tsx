import { type SignedIn, useSessionControl } from '@lifeguard/react-cognito'
import { type ReactNode, useEffect } from 'react'
import { frameWords } from '../frame/frame-words.ts'
import { Link } from '../frame/link.tsx'
import { useWords } from '../language/language.tsx'
import { AccountMenu } from './account-menu.tsx'
import { loadChosenName } from './chosen-name.ts'

/** The part of the header that only somebody signed in has: where to go, and the way out on every page. */
export default function SignedInHeader({ state, apiUrl }: { state: SignedIn; apiUrl: string }): ReactNode {
  const words = useWords(frameWords)
  const session = useSessionControl()

  useEffect(() => {
    void loadChosenName(state, apiUrl)
  }, [state.claims.sub])

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
