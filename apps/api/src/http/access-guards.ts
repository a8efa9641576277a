import type { RestrictedAccess } from '@lifeguard/api-contract'
import { allScopes, anyGroup, type Guard, machine, recentSignIn, user } from '@lifeguard/express-bearer-auth'

/** The guards for what the contract says about who may call. No guard at all: everybody with a valid access token. */
export function toGuards({ scopes, groups, kind, signedInWithinSeconds }: RestrictedAccess): Guard[] {
  const guards: Guard[] = []
  if (scopes !== undefined) guards.push(allScopes(...scopes))
  if (kind === 'user') guards.push(user())
  if (kind === 'machine') guards.push(machine())
  if (groups !== undefined) guards.push(anyGroup(...groups))
  if (signedInWithinSeconds !== undefined) guards.push(recentSignIn({ maxAgeSeconds: signedInWithinSeconds }))
  return guards
}
