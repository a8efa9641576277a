/** What the pool sent to the callback, or why it cannot be one answer to a sign-in of ours. */
export type CallbackAnswer =
  | { readonly kind: 'code' }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'unusable'
      readonly reason: 'repeated' | 'foreign-issuer' | 'token-in-url' | 'incomplete'
    }

const parameters = ['code', 'state', 'error', 'error_description', 'error_uri', 'iss']
const tokenParameters = ['access_token', 'id_token', 'refresh_token']

/**
 * Reads a callback URL. Parameters must not repeat (RFC 6749 §3.1), `iss` must name our pool if it is there
 * (RFC 9207 §2.4), and no token belongs into a URL. Texts from the URL are never shown, so none is returned.
 */
export function readCallbackAnswer(callback: URL, issuer: string): CallbackAnswer {
  const { searchParams } = callback
  if (parameters.every((name) => !searchParams.has(name)) && callback.hash === '') return { kind: 'nothing' }
  if (parameters.some((name) => searchParams.getAll(name).length > 1)) {
    return { kind: 'unusable', reason: 'repeated' }
  }
  if (holdsToken(searchParams) || holdsToken(new URLSearchParams(callback.hash.slice(1)))) {
    return { kind: 'unusable', reason: 'token-in-url' }
  }
  if (searchParams.has('iss') && searchParams.get('iss') !== issuer) {
    return { kind: 'unusable', reason: 'foreign-issuer' }
  }
  const error = searchParams.get('error')
  if (error && !searchParams.has('code')) return { kind: 'error', error }
  if (!searchParams.get('code') || !searchParams.get('state') || error !== null) {
    return { kind: 'unusable', reason: 'incomplete' }
  }
  return { kind: 'code' }
}

function holdsToken(found: URLSearchParams): boolean {
  return tokenParameters.some((name) => found.has(name))
}
