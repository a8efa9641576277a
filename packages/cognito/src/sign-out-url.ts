import { type UserPool, userPoolEndpoints } from './endpoints.ts'

/**
 * Where the browser goes to end the sign-in session at the pool.
 *
 * Cognito does not speak OIDC RP-initiated logout: it wants `client_id` and `logout_uri` and ignores the rest, so
 * no `id_token_hint` belongs here; it would only put the ID token into URLs and logs. `logoutUri` must be registered
 * with the app client, character for character.
 *
 * Source: Cognito Developer Guide, "The managed login sign-out endpoint: /logout".
 */
export function signOutUrl(pool: UserPool, request: { clientId: string; logoutUri: string }): string {
  const url = new URL(userPoolEndpoints(pool).signOut)
  url.searchParams.set('client_id', request.clientId)
  url.searchParams.set('logout_uri', request.logoutUri)
  return url.href
}
