import type { Endpoint } from '@lifeguard/api-contract'
import { useSession } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { useWords } from '../../language/language.tsx'
import { CodeSpans } from './code-spans.tsx'
import { type ConsoleWords, consoleWords } from './console-words.ts'
import { type Demand, demandsOf } from './demands.ts'

/** What an endpoint asks of its caller, beside what the caller has. */
export function DemandsPanel({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const words = useWords(consoleWords)
  const state = useSession()
  const session = state.status === 'signed-in' ? state : undefined
  const demands = demandsOf(endpoint, session, Date.now())

  return (
    <section className="card stack stack-form" aria-labelledby="endpoint-title">
      <div className="stack stack-tight">
        <h2 id="endpoint-title">
          <span className="method">{endpoint.method}</span> <code>{endpoint.path}</code>
        </h2>
        <p>
          <CodeSpans text={endpoint.summary} />
        </p>
        {endpoint.description && (
          <p className="soft small">
            <CodeSpans text={endpoint.description} />
          </p>
        )}
      </div>
      <h3>{words.demands}</h3>
      {demands.length === 0 && <p className="soft">{words.publicEndpoint}</p>}
      <ul className="list demands">
        {demands.map((demand) => (
          <li key={describe(demand, words)} className="row row-apart">
            <span>{describe(demand, words)}</span>
            <span className={demand.met ? 'tag tag-good' : 'tag tag-danger'}>
              {demand.met ? words.have.yes : words.have.no}
            </span>
          </li>
        ))}
      </ul>
      {session && (
        <details>
          <summary>{words.yourClaims}</summary>
          <pre className="code">
            {JSON.stringify({ scopes: session.scopes, groups: session.groups, ...session.claims }, null, 2)}
          </pre>
        </details>
      )}
    </section>
  )
}

function describe(demand: Demand, { demand: words }: ConsoleWords): string {
  switch (demand.kind) {
    case 'token':
      return words.token
    case 'scope':
      return words.scope(demand.name)
    case 'groups':
      return words.groups(demand.names.join(', '))
    case 'caller':
      return words[demand.caller]
    case 'recent':
      return words.recent(Math.round(demand.seconds / 60))
  }
}
