/**
 * Why the API refused a request, as the session understands it.
 *
 * `token-missing`: it came without a token. `token-refused`: it came with one the API does not take (any longer).
 * `sign-in-too-old`: this action wants a sign-in of the last `maxAgeSeconds` (RFC 9470). `scope-missing`: the token
 * lacks these scopes. `forbidden`: this caller may not do that, which no other token would change; at Cognito, a group.
 * `busy`: come back after `retryAfterSeconds`; the session is not in question.
 */
export type Refusal =
  | { readonly kind: 'token-missing' | 'token-refused' | 'forbidden' }
  | { readonly kind: 'sign-in-too-old'; readonly maxAgeSeconds: number }
  | { readonly kind: 'scope-missing'; readonly scopes: readonly string[] }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }

/** Reads status and challenge of a response (RFC 6750 §3, RFC 9470 §3, RFC 9110 §10.2.3); `null`: not a refusal. */
export function readRefusal({ status, headers }: Response): Refusal | null {
  const challenge = readChallenge(headers.get('www-authenticate') ?? '')
  switch (status) {
    case 401:
      return toUnauthorized(challenge)
    case 403: {
      const scopes = challenge.get('scope')?.split(' ') ?? []
      return challenge.get('error') === 'insufficient_scope'
        ? { kind: 'scope-missing', scopes }
        : { kind: 'forbidden' }
    }
    case 429:
    case 503:
      return { kind: 'busy', retryAfterSeconds: readRetryAfter(headers.get('retry-after')) }
    default:
      return null
  }
}

function toUnauthorized(challenge: Map<string, string>): Refusal {
  switch (challenge.get('error')) {
    case undefined:
      return { kind: 'token-missing' }
    case 'insufficient_user_authentication':
      return { kind: 'sign-in-too-old', maxAgeSeconds: Number(challenge.get('max_age') ?? 0) }
    default:
      return { kind: 'token-refused' }
  }
}

function readChallenge(header: string): Map<string, string> {
  if (!/^bearer\b/i.test(header)) return new Map()
  const parameters = header.matchAll(/([a-z_]+)="([^"\\]*)"/gi)
  return new Map([...parameters].map(([, name = '', value = '']) => [name.toLowerCase(), value]))
}

function readRetryAfter(value: string | null): number {
  if (value === null) return 1
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 1
}
