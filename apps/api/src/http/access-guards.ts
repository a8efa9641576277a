import type { RestrictedAccess } from '@lifeguard/api-contract'
import { allScopes, anyGroup, type Guard, machine, recentSignIn, user } from '@lifeguard/express-bearer-auth'

/** The guards for what the contract says about who may call. No guard at all: everybody with a valid access token. */
export function toGuards({ scopes, groups, kind, signedInWithinSeconds }: RestrictedAccess): Guard[] {
  const guards: Guard[] = []
  if (isNotEmpty(scopes)) guards.push(allScopes(...scopes))
  if (kind === 'user') guards.push(user())
  if (kind === 'machine') guards.push(machine())
  if (isNotEmpty(groups)) guards.push(anyGroup(...groups))
  if (signedInWithinSeconds !== undefined) guards.push(recentSignIn({ maxAgeSeconds: signedInWithinSeconds }))
  return guards
}

function isNotEmpty(values: readonly string[] | undefined): values is readonly [string, ...string[]] {
  return values !== undefined && values.length > 0
}
