import type { Endpoint } from '@lifeguard/api-contract'
import type { ReactNode } from 'react'
import { useWords } from '../../language/language.tsx'
import { consoleWords } from './console-words.ts'
import { endpoints } from './endpoints.ts'

/** All endpoints: a list where there is room, a menu on a phone. */
export function EndpointList({
  chosen,
  onChoose,
}: {
  chosen: Endpoint
  onChoose: (name: string) => void
}): ReactNode {
  const words = useWords(consoleWords)

  return (
    <>
      <nav className="endpoint-list" aria-label={words.endpoints}>
        <ul className="list">
          {endpoints.map((endpoint) => (
            <li key={endpoint.name}>
              <button
                type="button"
                aria-current={endpoint === chosen}
                onClick={() => onChoose(endpoint.name)}
              >
                <span className="method">{endpoint.method}</span> <code>{endpoint.path}</code>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <label className="field endpoint-menu">
        <span className="label">{words.endpoint}</span>
        <select className="input" value={chosen.name} onChange={(event) => onChoose(event.target.value)}>
          {endpoints.map(({ name, method, path }) => (
            <option key={name} value={name}>{`${method} ${path}`}</option>
          ))}
        </select>
      </label>
    </>
  )
}
