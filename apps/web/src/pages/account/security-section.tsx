import type { ReactNode } from 'react'
import { SignInButton } from '../../frame/sign-in-button.tsx'
import { useWords } from '../../language/language.tsx'
import { accountWords } from './account-words.ts'

/** The pool's own pages for whatever proves who somebody is. */
export function SecuritySection({ passkeys }: { passkeys: boolean }): ReactNode {
  const words = useWords(accountWords)

  return (
    <section className="card stack stack-form">
      <h2>{words.security}</h2>
      <p className="soft">{words.securityText}</p>
      <div className="row">
        <SignInButton page="forgotPassword" className="button" returnTo="/account">
          {words.changePassword}
        </SignInButton>
        {passkeys && (
          <SignInButton page="addPasskey" className="button" returnTo="/account">
            {words.addPasskey}
          </SignInButton>
        )}
      </div>
    </section>
  )
}
