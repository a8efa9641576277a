import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { routes } from '../../api/routes.ts'
import { PageHeading } from '../../frame/page-heading.tsx'
import { useWords } from '../../language/language.tsx'
import { keepChosenName } from '../../private/chosen-name.ts'
import { LoadFailed } from '../../private/load-failed.tsx'
import { accountWords } from './account-words.ts'
import { DeleteAccountSection } from './delete-account-section.tsx'
import { IdentitySection } from './identity-section.tsx'
import { SecuritySection } from './security-section.tsx'
import { SessionSection } from './session-section.tsx'
import './account.css'

/** Who is signed in, what the app may do for that person, and how to end it. */
export default function AccountPage({ passkeys }: { passkeys: boolean }): ReactNode {
  const words = useWords(accountWords)
  const whatItAllows = new Map(Object.entries(words.scopes))
  const { call } = useApi()
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => call(routes.getMe, {}, { signal }) })

  useEffect(() => {
    if (me.data) keepChosenName(me.data)
  }, [me.data])

  return (
    <div className="stack account-page">
      <PageHeading title={words.title} />
      <p className="lead">{words.lead}</p>
      {me.isPending && <div className="skeleton skeleton-card" aria-busy="true" />}
      {me.isError && <LoadFailed text={words.loadFailed} error={me.error} onRetry={me.refetch} />}
      {me.data && (
        <>
          <IdentitySection me={me.data} />
          <section className="card stack stack-form">
            <h2>{words.mayDo}</h2>
            <ul className="list scopes">
              {me.data.scopes.map((scope) => (
                <li key={scope} className="row row-apart">
                  {whatItAllows.get(scope) ?? scope}
                  <code className="tag">{scope}</code>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
      <SessionSection expiresAt={me.data?.expiresAt} />
      <SecuritySection passkeys={passkeys} />
      <DeleteAccountSection />
    </div>
  )
}
