import type { Endpoint } from '@lifeguard/api-contract'
import { fillPath, toQueryString } from '../../api/client.ts'
import type { Field, Part } from './fields.ts'

/** A request before it gets its access token. */
export interface ConsoleRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** What was typed: fields by `part.name`, headers by `header.name`. */
export type Values = Readonly<Record<string, string>>

export function keyOf({ part, name }: { part: Part | 'header'; name: string }): string {
  return `${part}.${name}`
}

/**
 * Makes the request that a form describes. Nothing is checked here: what does not fit is for the API to say. A field
 * that is optional and empty is left out.
 */
export function toRequest(
  endpoint: Endpoint,
  fields: readonly Field[],
  values: Values,
  apiUrl: string,
): ConsoleRequest {
  const parts: Record<Part, Record<string, unknown>> = { params: {}, query: {}, body: {} }
  for (const field of fields) {
    const text = values[keyOf(field)] ?? field.initial
    if (text !== '' || field.required) parts[field.part][field.name] = toValue(field, text)
  }
  const body = endpoint.body === undefined ? undefined : JSON.stringify(parts.body, null, 2)
  const [bodyType = 'application/json'] = endpoint.bodyTypes ?? []

  return {
    method: endpoint.method,
    url: apiUrl + fillPath(endpoint.path, parts.params) + toQueryString(parts.query),
    headers: {
      ...(body !== undefined && { 'content-type': bodyType }),
      ...Object.fromEntries(headersOf(endpoint).flatMap((name) => typedHeader(name, values))),
    },
    body,
  }
}

/** The headers that an endpoint listens to, besides the access token. */
export function headersOf(endpoint: Endpoint): string[] {
  return [
    ...(endpoint.precondition === undefined ? [] : ['If-Match']),
    ...(endpoint.idempotent ? ['Idempotency-Key'] : []),
  ]
}

function typedHeader(name: string, values: Values): [string, string][] {
  const value = values[keyOf({ part: 'header', name })] ?? ''
  return value === '' ? [] : [[name.toLowerCase(), value]]
}

function toValue({ kind, choices, nullable, part }: Field, text: string): unknown {
  if (nullable && text === '') return null
  if (part !== 'body') return text
  if (kind === 'number') return Number(text)
  if (kind === 'list')
    return text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean)
  if (kind === 'choice' && choices.includes('true')) return text === 'true'
  if (kind === 'json') return parseOrText(text)
  return text
}

function parseOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
