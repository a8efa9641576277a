import { checkClientIds, checkGroups, checkScopes } from './misuse.ts'
import type { MachinePrincipal, Principal, UserPrincipal } from './principal.ts'

/** Says whether a caller may pass, and what a caller who may not is told. `N` is what those who pass are known to be. */
export interface Guard<N extends Principal = Principal> {
  readonly admits: (principal: Principal) => principal is N
  /** What those are told whom it does not admit. */
  readonly denial: Denial | ((principal: Principal) => Denial)
  /** For route tables: `scope notes/read`. */
  readonly description: string
}

/** Why a guard refuses. Without `challenge` no other token would help (403, no `WWW-Authenticate`). */
export interface Denial {
  readonly status: 401 | 403
  readonly reason: string
  readonly message: string
  readonly challenge?: Readonly<Record<string, string>>
}

/** Only people; behind it the principal has `username`, `groups` and `authTime`. */
export function user(): Guard<UserPrincipal> {
  return {
    admits: (principal) => principal.kind === 'user',
    denial: peopleOnly,
    description: 'user',
  }
}

/** Only app clients that call on their own behalf (client_credentials). */
export function machine(): Guard<MachinePrincipal> {
  return {
    admits: (principal) => principal.kind === 'machine',
    denial: {
      status: 403,
      reason: 'not-a-machine',
      message: 'Only app clients on their own behalf may do this',
    },
    description: 'machine',
  }
}

/** Every one of these scopes, compared exactly. The challenge names them (RFC 6750 §3.1). */
export function allScopes(...scopes: [string, ...string[]]): Guard {
  checkScopes(scopes)
  return {
    admits: (principal): principal is Principal => scopes.every((scope) => principal.scopes.includes(scope)),
    denial: insufficientScope(scopes),
    description: `scope ${scopes.join(' and ')}`,
  }
}

/** At least one of these scopes. The challenge names them all: any of them opens the door. */
export function anyScope(...scopes: [string, ...string[]]): Guard {
  checkScopes(scopes)
  return {
    admits: (principal): principal is Principal => scopes.some((scope) => principal.scopes.includes(scope)),
    denial: insufficientScope(scopes),
    description: `scope ${scopes.join(' or ')}`,
  }
}

/** People who are in every one of these groups. */
export function allGroups(...groups: [string, ...string[]]): Guard<UserPrincipal> {
  checkGroups(groups)
  return {
    admits: (principal): principal is UserPrincipal =>
      principal.kind === 'user' && groups.every((group) => principal.groups.includes(group)),
    denial: groupDenial,
    description: `group ${groups.join(' and ')}`,
  }
}

/** People who are in at least one of these groups. */
export function anyGroup(...groups: [string, ...string[]]): Guard<UserPrincipal> {
  checkGroups(groups)
  return {
    admits: (principal): principal is UserPrincipal =>
      principal.kind === 'user' && groups.some((group) => principal.groups.includes(group)),
    denial: groupDenial,
    description: `group ${groups.join(' or ')}`,
  }
}

/** People who are in none of these groups. Machines have no groups and do not pass: absence is not innocence. */
export function noGroup(...groups: [string, ...string[]]): Guard<UserPrincipal> {
  checkGroups(groups)
  return {
    admits: (principal): principal is UserPrincipal =>
      principal.kind === 'user' && !groups.some((group) => principal.groups.includes(group)),
    denial: groupDenial,
    description: `not group ${groups.join(' or ')}`,
  }
}

/** Only callers through one of these app clients. */
export function appClient(...clientIds: [string, ...string[]]): Guard {
  checkClientIds(clientIds)
  return {
    admits: (principal): principal is Principal => clientIds.includes(principal.clientId),
    denial: { status: 403, reason: 'wrong-client', message: 'This app client may not do this' },
    description: `client ${clientIds.join(' or ')}`,
  }
}

/**
 * People who signed in at most `maxAgeSeconds` ago; others are asked to sign in again (RFC 9470). A refresh does not
 * count, and neither does a machine, which never signs in: it is refused for good. `now` answers milliseconds.
 */
export function recentSignIn(options: { maxAgeSeconds: number; now?: () => number }): Guard<UserPrincipal> {
  const { maxAgeSeconds, now = Date.now } = options ?? {}
  if (!(Number.isFinite(maxAgeSeconds) && maxAgeSeconds >= 0)) {
    throw new TypeError(
      'Cannot guard by the age of a sign-in: give it in seconds, as in recentSignIn({ maxAgeSeconds: 300 })',
    )
  }
  const tooOld: Denial = {
    status: 401,
    reason: 'sign-in-too-old',
    message: 'This needs a more recent sign-in',
    challenge: {
      error: 'insufficient_user_authentication',
      error_description: 'A more recent sign-in is needed',
      max_age: String(maxAgeSeconds),
    },
  }
  return {
    admits: (principal): principal is UserPrincipal =>
      principal.kind === 'user' && now() / 1000 - principal.authTime <= maxAgeSeconds,
    denial: ({ kind }) => (kind === 'user' ? tooOld : peopleOnly),
    description: `signed in within ${maxAgeSeconds} s`,
  }
}

/** Any other rule about the caller. `description` is for route tables and logs; callers do not see it. */
export function predicate(description: string, admits: (principal: Principal) => boolean): Guard {
  if (typeof description !== 'string' || description === '' || typeof admits !== 'function') {
    throw new TypeError(
      "Cannot guard by a rule: describe it first, as in predicate('is Jane', (principal) => …)",
    )
  }
  return {
    admits: (principal): principal is Principal => admits(principal),
    denial: { status: 403, reason: 'predicate', message: 'You may not do this' },
    description,
  }
}

const peopleOnly: Denial = { status: 403, reason: 'not-a-user', message: 'Only people may do this' }

const groupDenial: Denial = {
  status: 403,
  reason: 'wrong-group',
  message: 'Your groups do not allow this',
}

function insufficientScope(scopes: readonly string[]): Denial {
  const scope = scopes.join(' ')
  return {
    status: 403,
    reason: 'insufficient-scope',
    message: `The access token lacks the scope this needs: ${scope}`,
    challenge: { error: 'insufficient_scope', error_description: 'The access token lacks a scope', scope },
  }
}
