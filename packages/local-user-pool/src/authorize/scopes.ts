const userInfoScopes = ['email', 'phone', 'profile']

export type Scopes =
  | { readonly kind: 'scopes'; readonly scopes: readonly string[] }
  | { readonly kind: 'fault'; readonly reason: string }

/**
 * The scopes of a request, each once: all of the client's when the parameter is left out, a fault when one is not
 * enabled for the client or `email`, `phone` or `profile` come without `openid`.
 * Source: Cognito Developer Guide, "The redirect and authorization endpoint".
 */
export function readScopes(parameter: string | undefined, allowed: readonly string[]): Scopes {
  const asked = [...new Set(parameter?.split(' ').filter(Boolean))]
  if (asked.length === 0) return { kind: 'scopes', scopes: allowed }

  const foreign = asked.find((scope) => !allowed.includes(scope))
  if (foreign !== undefined) {
    return {
      kind: 'fault',
      reason: `The scope "${foreign}" is not enabled for the app client; enabled: ${allowed.join(' ')}`,
    }
  }
  const lonely = asked.find((scope) => userInfoScopes.includes(scope))
  if (lonely !== undefined && !asked.includes('openid')) {
    return { kind: 'fault', reason: `The scope "${lonely}" needs "openid" beside it` }
  }
  return { kind: 'scopes', scopes: asked }
}
