import { useSession, useSessionControl } from '@lifeguard/react-cognito'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { routes } from '../../api/routes.ts'
import { PageHeading } from '../../frame/page-heading.tsx'
import { Timestamp } from '../../frame/timestamp.tsx'
import { useWords } from '../../language/language.tsx'
import { displayName } from '../../private/person.ts'
import { accountWords } from './account-words.ts'

/** Who is signed in, as the pool and the API see it. */
export default function AccountPage(): ReactNode {
  const words = useWords(accountWords)
  const call = useApi()
  const session = useSessionControl()
  const state = useSession()
  const me = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => call(routes.getMe, {}, { signal }) })

  return (
    <div className="stack">
      <PageHeading title={words.title} />
      <p className="lead">{words.lead}</p>
      {me.isPending && <div className="skeleton skeleton-card" aria-busy="true" />}
      {me.isError && (
        <div className="notice notice-danger" role="alert">
          <p>{words.loadFailed}</p>
          <button type="button" className="button" onClick={() => void me.refetch()}>
            {words.tryAgain}
          </button>
        </div>
      )}
      {me.data && (
        <>
          <section className="card stack">
            <h2>{words.who}</h2>
            <dl className="facts">
              {state.status === 'signed-in' && (
                <>
                  <dt>{words.name}</dt>
                  <dd>
                    <bdi>{displayName(state.claims)}</bdi>
                  </dd>
                </>
              )}
              <dt>{words.email}</dt>
              <dd>{me.data.email ?? words.unknown}</dd>
              <dt>{words.groups}</dt>
              <dd>{me.data.groups?.join(', ') || words.noGroups}</dd>
              <dt>{words.subject}</dt>
              <dd>
                <code>{me.data.subject}</code>
              </dd>
            </dl>
          </section>
          <section className="card stack">
            <h2>{words.mayDo}</h2>
            <ul className="list row">
              {me.data.scopes.map((scope) => (
                <li key={scope} className="tag tag-mono">
                  {scope}
                </li>
              ))}
            </ul>
          </section>
          <section className="card stack">
            <h2>{words.session}</h2>
            <dl className="facts">
              <dt>{words.signedInAt}</dt>
              <dd>{me.data.authTime === null ? words.unknown : <Timestamp time={me.data.authTime} />}</dd>
            </dl>
            <div className="row">
              <button type="button" className="button" onClick={() => void session.signOut()}>
                {words.signOut}
              </button>
            </div>
          </section>
        </>
      )}
    </div>
  )
}
