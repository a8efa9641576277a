export {
  type AcceptedPool,
  type AccessTokenVerifier,
  type AccessTokenVerifierOptions,
  createAccessTokenVerifier,
  type Decision,
  type Readiness,
} from './access-token-verifier.ts'
export type { MachinePrincipal, Principal, UserPrincipal } from './principal.ts'
export { KeySetUnavailableError, type Reason, type Verdict } from './verdict.ts'
