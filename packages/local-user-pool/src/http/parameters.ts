import type { Request } from 'express'

/** Parameters of a request, each at most once (RFC 6749 §3.1 and §3.2); an empty value counts as left out. */
export interface Parameters {
  get(name: string): string | undefined
  /** Names that came more than once. */
  readonly repeated: readonly string[]
  readonly search: URLSearchParams
}

/** Broken percent-encoding stays as it is: it fits nothing registered, and nothing throws. */
function toParameters(search: URLSearchParams): Parameters {
  const repeated = [...new Set(search.keys())].filter((name) => search.getAll(name).length > 1)
  return {
    get: (name) => search.get(name) || undefined,
    repeated,
    search,
  }
}

/** Parameters out of text in form encoding. */
export function readParameters(text: string): Parameters {
  return toParameters(new URLSearchParams(text))
}

/** The query as it was written; Express's own parser would make objects of `a[b]=c`. */
export function readQuery(request: Request): Parameters {
  const start = request.url.indexOf('?')
  return readParameters(start === -1 ? '' : request.url.slice(start + 1))
}

/** The form of a POST; undefined when the body is not one. Needs `formBody` in front. */
export function readForm(request: Request): Parameters | undefined {
  if (!request.is('application/x-www-form-urlencoded')) return undefined
  const body: unknown = request.body
  return readParameters(typeof body === 'string' ? body : '')
}
