import * as z from 'zod/mini'

/** One thing that does not fit: a path such as `title` or `items.0.id`, empty for the whole, and what is wrong. */
export const Issue = z.object({ path: z.string(), message: z.string() })
export type Issue = z.infer<typeof Issue>

/** An error body (RFC 9457, `application/problem+json`). `issues` says what does not fit, and where. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.optional(z.string()),
  /** Names this one occurrence: the request id under which the log has it. */
  instance: z.optional(z.string()),
  issues: z.optional(z.array(Issue)),
})
export type Problem = z.infer<typeof Problem>

/**
 * Every problem the API answers with: its status and title. The `type` of a problem is `urn:lifeguard:problem:` and
 * the name, so that a caller can tell apart what shares a status.
 */
export const problems = {
  'invalid-request': { status: 400, title: 'The request is not well-formed' },
  'invalid-parameters': { status: 400, title: 'A parameter does not fit' },
  'invalid-json': { status: 400, title: 'The body is not JSON' },
  unauthenticated: { status: 401, title: 'A valid access token is required' },
  'sign-in-too-old': { status: 401, title: 'A more recent sign-in is required' },
  'insufficient-scope': { status: 403, title: 'The access token lacks a scope' },
  forbidden: { status: 403, title: 'This caller may not do that' },
  'not-found': { status: 404, title: 'Nothing is here' },
  'method-not-allowed': { status: 405, title: 'This method is not offered here' },
  'not-acceptable': { status: 406, title: 'This representation is not offered' },
  conflict: { status: 409, title: 'The same request is still running' },
  'stale-version': { status: 412, title: 'It has changed since it was read' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'A body in this form is not taken' },
  'invalid-body': { status: 422, title: 'The body does not fit' },
  'idempotency-key-reused': { status: 422, title: 'This idempotency key belongs to another request' },
  'version-required': { status: 428, title: 'The If-Match header is required' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong' },
  unavailable: { status: 503, title: 'The API cannot answer right now' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemName = keyof typeof problems

/** The `type` of a problem body. */
export function problemType(name: ProblemName): string {
  return `urn:lifeguard:problem:${name}`
}
