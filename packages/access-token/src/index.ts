export {
  type AccessTokenVerifier,
  createAccessTokenVerifier,
  type Readiness,
} from './access-token-verifier.ts'
export type { Decision } from './decision.ts'
export { createDenyList, type DenyList, type DenyListOptions } from './deny-list/deny-list.ts'
export {
  createMemoryDenyListStore,
  type DeniedSignIn,
  type DeniedSubject,
  type DenyListEntry,
  type DenyListPage,
  type DenyListStore,
} from './deny-list/deny-list-store.ts'
export type { RefusedKey } from './key-set/admit-keys.ts'
export type { KeySetEvent, KeySetState } from './key-set/key-set.ts'
export type { AcceptedPool, AccessTokenVerifierOptions, IsRevoked } from './options.ts'
export type {
  MachinePrincipal,
  OwnClientUserPrincipal,
  Principal,
  ThirdPartyUserPrincipal,
  UserPrincipal,
} from './principal.ts'
export {
  KeySetUnavailableError,
  type Reason,
  RevocationUnavailableError,
  type Verdict,
} from './verdict.ts'
