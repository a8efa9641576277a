import type { SignedIn } from '../session-state.ts'
import type { HeldSession } from './held-session.ts'
import { readJwtClaims } from './jwt-claims.ts'

/** What the app sees of a session. */
export function toSignedIn(
  { claims, user, startedAtMs }: HeldSession,
  rest: Pick<SignedIn, 'ending' | 'renewal' | 'getAccessToken' | 'end'> & { endsAtMs: number | null },
): SignedIn {
  const { endsAtMs, ...others } = rest
  return {
    status: 'signed-in',
    claims,
    scopes: readScopes(user.access_token),
    groups: claims['cognito:groups'] ?? [],
    startedAt: new Date(startedAtMs),
    endsAt: endsAtMs === null ? null : new Date(endsAtMs),
    ...others,
  }
}

// Cognito's token response has no `scope`, so oidc-client-ts repeats what was asked; the token says what was granted.
function readScopes(accessToken: string): readonly string[] {
  const scope = readJwtClaims(accessToken)?.scope
  return typeof scope === 'string' && scope !== '' ? scope.split(' ') : []
}
