import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { PageHeading } from '../../frame/page-heading.tsx'
import { useWords } from '../../language/language.tsx'
import { consoleWords } from './console-words.ts'
import { DemandsPanel } from './demands-panel.tsx'
import { EndpointForm } from './endpoint-form.tsx'
import { EndpointList } from './endpoint-list.tsx'
import { endpoints } from './endpoints.ts'
import './console.css'

/** Calls any endpoint of the contract, and explains the answer. The address names the endpoint that is open. */
export default function ConsolePage(): ReactNode {
  const words = useWords(consoleWords)
  const [search, setSearch] = useSearchParams()
  const chosen = search.get('endpoint') ?? 'listNotes'
  const endpoint = endpoints.find(({ name }) => name === chosen) ?? endpoints[0]

  return (
    <div className="stack">
      <PageHeading title={words.title} />
      <p className="lead">{words.lead}</p>
      {endpoint && (
        <div className="console">
          <EndpointList chosen={endpoint} onChoose={(name) => setSearch({ endpoint: name })} />
          <div className="stack">
            <DemandsPanel endpoint={endpoint} />
            <EndpointForm key={endpoint.name} endpoint={endpoint} />
          </div>
        </div>
      )}
    </div>
  )
}
