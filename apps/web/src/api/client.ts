import type { Endpoint, Problem } from '@lifeguard/api-contract'
import type { ApiFetch } from '@lifeguard/react-cognito'
import type * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import type { Route } from './routes.ts'

/** What a call of an endpoint takes: the inputs of its schemas, and nothing it did not declare. */
export type Input<E extends Endpoint> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>
type Part<E extends Endpoint, Name extends 'params' | 'query' | 'body'> =
  E extends Record<Name, infer Schema extends z.ZodMiniType> ? Record<Name, z.input<Schema>> : unknown

/** What comes back: the answer's body, or nothing where the endpoint has none. */
export type Output<E extends Endpoint> = E['answer']['body'] extends infer Schema extends z.ZodMiniType
  ? z.output<Schema>
  : undefined

type Options = Pick<RequestInit, 'signal' | 'keepalive'> & { headers?: Record<string, string> }

/** Calls an endpoint; every answer but a success throws an `ApiError`. */
export type Call = <E extends Endpoint>(
  route: Route<E>,
  input: Input<E>,
  options?: Options,
) => Promise<Output<E>>

/** The API as functions of its contract, on top of a `fetch` that knows the access token. */
export function createCall(apiFetch: ApiFetch): Call {
  return async <E extends Endpoint>(
    route: Route<E>,
    input: Input<E>,
    { headers, ...options }: Options = {},
  ) => {
    // Whatever `Input` is for one endpoint, it has no members but these three.
    const { params, query, body } = input as AnyInput
    const response = await apiFetch(fillPath(route.path, params) + toQueryString(query), {
      ...options,
      method: route.method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new ApiError(response, await readProblem(response))

    // The API checks every answer against the same contract before it sends it.
    return (response.status === 204 ? undefined : await response.json()) as Output<E>
  }
}

interface AnyInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

/** Puts parameters into a path such as `/notes/{id}`. */
export function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_braces, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  )
}

/** The query as it stands in a URL, with its `?`; members without a value are left out, lists repeat their name. */
export function toQueryString(query: Record<string, unknown> = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== '') search.append(name, String(item))
    }
  }
  return search.size === 0 ? '' : `?${search}`
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined
  // The one who says it is a problem (RFC 9457) is our own API, whose problems have this shape.
  return (await response.json().catch(() => undefined)) as Problem | undefined
}
