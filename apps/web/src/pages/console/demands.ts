import type { Endpoint } from '@lifeguard/api-contract'
import type { SignedIn } from '@lifeguard/react-cognito'

/** One thing that an endpoint asks of its caller, and whether the person who is signed in has it. */
export type Demand =
  | { readonly kind: 'token'; readonly met: boolean }
  | { readonly kind: 'scope'; readonly name: string; readonly met: boolean }
  | { readonly kind: 'groups'; readonly names: readonly string[]; readonly met: boolean }
  | { readonly kind: 'caller'; readonly caller: 'user' | 'machine'; readonly met: boolean }
  | { readonly kind: 'recent'; readonly seconds: number; readonly met: boolean }

/** What an endpoint demands, compared with a session. The API decides; this only tells beforehand. */
export function demandsOf({ access }: Endpoint, session: SignedIn | undefined, now: number): Demand[] {
  if (access === 'public') return []

  const demands: Demand[] = [{ kind: 'token', met: session !== undefined }]
  for (const name of access.scopes ?? [])
    demands.push({ kind: 'scope', name, met: session?.scopes.includes(name) ?? false })
  if (access.groups !== undefined) {
    const met = access.groups.some((group) => session?.groups.includes(group))
    demands.push({ kind: 'groups', names: access.groups, met })
  }
  if (access.kind !== undefined)
    demands.push({
      kind: 'caller',
      caller: access.kind,
      met: access.kind === 'user' && session !== undefined,
    })
  if (access.signedInWithinSeconds !== undefined) {
    const seconds = access.signedInWithinSeconds
    const met = session !== undefined && now - session.startedAt.getTime() <= seconds * 1000
    demands.push({ kind: 'recent', seconds, met })
  }
  return demands
}
