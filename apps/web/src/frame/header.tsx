import { useSession, useSessionControl } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { NavLink } from 'react-router'
import { useWords } from '../language/language.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { frameWords } from './frame-words.ts'
import { SignInButton } from './sign-in-button.tsx'

/** The top of every page: what is here for this visitor. */
export function Header(): ReactNode {
  const words = useWords(frameWords)
  const session = useSessionControl()
  const state = useSession()

  return (
    <header className="header">
      <div className="header-row">
        <Brand />
        {state.status === 'signed-in' && (
          <nav className="nav" aria-label={words.pages}>
            <NavLink to="/notes">{words.notes}</NavLink>
            <NavLink to="/console">{words.console}</NavLink>
            {state.groups.includes('admins') && <NavLink to="/admin">{words.admin}</NavLink>}
          </nav>
        )}
        <div className="header-actions">
          {state.status === 'restoring' && <span className="skeleton skeleton-button" />}
          {state.status === 'signed-in' && (
            <>
              <button type="button" className="button button-quiet" onClick={() => void session.signOut()}>
                {words.signOut}
              </button>
              <AccountMenu claims={state.claims} />
            </>
          )}
          {(state.status === 'signed-out' || state.status === 'ended' || state.status === 'failed') && (
            <SignInButton />
          )}
        </div>
      </div>
    </header>
  )
}
