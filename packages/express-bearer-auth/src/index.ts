export { type BearerAuth, type BearerAuthOptions, createBearerAuth } from './bearer-auth.ts'
export {
  allGroups,
  allScopes,
  anyGroup,
  anyScope,
  appClient,
  type Denial,
  type Guard,
  machine,
  noGroup,
  predicate,
  recentSignIn,
  user,
} from './guards.ts'
export { oncePerRequest } from './once-per-request.ts'
export type { MachinePrincipal, Principal, UserPrincipal } from './principal.ts'
export { problem, toRefusal } from './problem.ts'
export type { GuardHandler } from './proof.ts'
export { type ProtectedResource, protectedResourceMetadata } from './protected-resource-metadata.ts'
export { Refusal, type RefusalDetails } from './refusal.ts'
export {
  everybody,
  listRoutePolicies,
  type RoutePolicy,
  requireRoutePolicies,
  withPolicy,
} from './route-policies.ts'
export { UnavailableError } from './unavailable-error.ts'
export type { CannotJudge, Verdict, VerifyToken } from './verdict.ts'
