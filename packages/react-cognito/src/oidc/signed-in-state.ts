import type { SignedIn } from '../session-state.ts'
import type { HeldSession } from './held-session.ts'
import { readJwtClaims } from './jwt-claims.ts'

/** What the app sees of a session. */
export function toSignedIn(
  { claims, user }: HeldSession,
  rest: Pick<SignedIn, 'renewal' | 'getAccessToken' | 'end'> & { refreshTokenSeconds: number | undefined },
): SignedIn {
  const { refreshTokenSeconds, ...acts } = rest
  return {
    status: 'signed-in',
    claims,
    scopes: readScopes(user.access_token),
    groups: claims['cognito:groups'] ?? [],
    startedAt: new Date(claims.auth_time * 1000),
    // Renewals hand on the end of the first refresh token (Cognito Developer Guide, "Refresh token rotation").
    endsAt:
      refreshTokenSeconds === undefined ? null : new Date((claims.auth_time + refreshTokenSeconds) * 1000),
    ...acts,
  }
}

// Cognito's token response has no `scope`, so oidc-client-ts repeats what was asked; the token says what was granted.
function readScopes(accessToken: string): readonly string[] {
  const scope = readJwtClaims(accessToken)?.scope
  return typeof scope === 'string' && scope !== '' ? scope.split(' ') : []
}
