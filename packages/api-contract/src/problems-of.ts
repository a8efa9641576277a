import type { Endpoint } from './endpoint.ts'
import type { ProblemName } from './problem.ts'

/** Every problem that an endpoint can answer with, as it follows from its declaration. */
export function problemsOf(endpoint: Endpoint): ProblemName[] {
  const { access, params, query, body, precondition, idempotent, answer, problems: own = [] } = endpoint
  const names: (ProblemName | false)[] = ['internal', 'rate-limited', ...own]

  if (params !== undefined || query !== undefined || precondition !== undefined || idempotent) {
    names.push('invalid-parameters')
  }
  if (answer.body !== null) names.push('not-acceptable')
  if (body !== undefined)
    names.push('invalid-json', 'body-too-large', 'unsupported-media-type', 'invalid-body')
  if (precondition !== undefined)
    names.push('stale-version', precondition === 'required' && 'version-required')
  if (idempotent) names.push('idempotency-key-reused', 'conflict')
  if (access !== 'public') {
    const { scopes, groups, kind, signedInWithinSeconds } = access
    // A machine never signs in: it is refused for good.
    const isForSome = groups !== undefined || kind !== undefined || signedInWithinSeconds !== undefined
    names.push('invalid-request', 'unauthenticated', 'unavailable')
    names.push(scopes !== undefined && 'insufficient-scope')
    names.push(isForSome && 'forbidden')
    names.push(signedInWithinSeconds !== undefined && 'sign-in-too-old')
  }
  return [...new Set(names)].filter((name) => name !== false)
}
