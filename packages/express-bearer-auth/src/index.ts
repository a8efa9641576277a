export type { MachinePrincipal, Principal, UserPrincipal } from './principal.ts'
export type { CannotJudge, Verdict, VerifyToken } from './verdict.ts'
