import type { Endpoint } from '@lifeguard/api-contract'
import { useSession } from '@lifeguard/react-cognito'
import { type ReactNode, startTransition, useActionState, useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { useWords } from '../../language/language.tsx'
import { AnswerPanel } from './answer-panel.tsx'
import { headersOf, keyOf, toRequest, type Values } from './console-request.ts'
import { consoleWords } from './console-words.ts'
import { CurlLine } from './curl-line.tsx'
import { FieldInput, HeaderInput } from './field-input.tsx'
import { fieldsOf } from './fields.ts'
import { type ConsoleAnswer, send, spoil } from './send.ts'

type Credential = 'own' | 'none' | 'spoiled'
type Outcome = { answer: ConsoleAnswer } | { failure: 'no-answer' | 'session-over' } | undefined

/** The form of one endpoint, the request it makes, and the answer. */
export function EndpointForm({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const words = useWords(consoleWords)
  const state = useSession()
  const api = useApi()
  const fields = fieldsOf(endpoint)
  const [values, setValues] = useState<Values>({})
  const [credential, setCredential] = useState<Credential>('own')
  const request = toRequest(endpoint, fields, values, api.url)
  const [outcome, submit, pending] = useActionState<Outcome, Values | undefined>(async (_last, changed) => {
    const token = await readToken()
    if (token === undefined) return { failure: 'session-over' }
    const sent = changed ? toRequest(endpoint, fields, changed, api.url) : request
    return send(sent, token).then(
      (answer) => ({ answer }),
      () => ({ failure: 'no-answer' }),
    )
  }, undefined)

  async function readToken(): Promise<string | null | undefined> {
    if (credential === 'none') return null
    if (state.status !== 'signed-in') return undefined
    const token = await state.getAccessToken().catch(() => undefined)
    return token !== undefined && credential === 'spoiled' ? spoil(token) : token
  }

  function change(key: string, value: string): Values {
    const changed = { ...values, [key]: value }
    setValues(changed)
    return changed
  }

  return (
    <>
      <form
        className="card stack stack-form"
        // After an `action`, React resets the form, and every select shows its first choice whatever its value.
        onSubmit={(event) => {
          event.preventDefault()
          startTransition(() => submit(undefined))
        }}
      >
        <h2>{words.request}</h2>
        {fields.length + headersOf(endpoint).length === 0 && <p className="soft">{words.noFields}</p>}
        {(['params', 'query', 'body'] as const).map((part) => {
          const own = fields.filter((field) => field.part === part)
          if (own.length === 0) return null
          return (
            <fieldset key={part} className="field-group">
              <legend>{words.parts[part]}</legend>
              {own.map((field) => (
                <FieldInput
                  key={field.name}
                  field={field}
                  value={values[keyOf(field)] ?? field.initial}
                  onChange={(value) => change(keyOf(field), value)}
                />
              ))}
            </fieldset>
          )
        })}
        {headersOf(endpoint).length > 0 && (
          <fieldset className="field-group">
            <legend>{words.parts.header}</legend>
            {headersOf(endpoint).map((name) => (
              <HeaderInput
                key={name}
                name={name}
                value={values[keyOf({ part: 'header', name })] ?? ''}
                onChange={(value) => change(keyOf({ part: 'header', name }), value)}
              />
            ))}
          </fieldset>
        )}
        <div className="row row-apart">
          <label className="row">
            {words.sendAs}
            <select
              className="select"
              value={credential}
              onChange={(event) => setCredential(toCredential(event.target.value))}
            >
              {(['own', 'none', 'spoiled'] as const).map((choice) => (
                <option key={choice} value={choice}>
                  {words.credentials[choice]}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button button-primary" aria-busy={pending} disabled={pending}>
            {pending ? words.sending : words.send}
          </button>
        </div>
        <CurlLine request={request} credential={credential} readToken={readToken} />
      </form>
      <AnswerPanel
        outcome={outcome}
        onNextPage={(cursor) => submit(change(keyOf({ part: 'query', name: 'cursor' }), cursor))}
      />
    </>
  )
}

function toCredential(value: string): Credential {
  return value === 'none' || value === 'spoiled' ? value : 'own'
}
