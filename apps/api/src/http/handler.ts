import type { Access, Answer, AnswerOf, Endpoint, ParsedRequestOf } from '@lifeguard/api-contract'
import type { MachinePrincipal, Principal, UserPrincipal } from '@lifeguard/express-bearer-auth'

/** What a handler of a restricted endpoint knows about its caller. */
export interface Caller<P extends Principal = Principal> {
  readonly principal: P
  /** To ask the pool on the caller's behalf. Keep it out of logs, messages and URLs. */
  readonly accessToken: string
}

/** Takes what the contract declares and returns the answer. It sees neither request nor response. */
export type Handler<E extends Endpoint> = (
  input: ParsedRequestOf<E> & AuthOf<E['access']> & PreconditionOf<E> & IdempotencyOf<E>,
) => ResultOf<E['answer'], AnswerOf<E>> | Promise<ResultOf<E['answer'], AnswerOf<E>>>

type AuthOf<A extends Access> = A extends 'public' ? unknown : { readonly auth: Caller<PrincipalOf<A>> }

// Only people have groups and sign in, so these guards let nobody else pass.
type PrincipalOf<A extends Access> = A extends
  | { kind: 'user' }
  | { groups: readonly string[] }
  | { signedInWithinSeconds: number }
  ? UserPrincipal
  : A extends { kind: 'machine' }
    ? MachinePrincipal
    : Principal

type PreconditionOf<E> = E extends { precondition: string }
  ? {
      /** The versions that `If-Match` names; undefined: whichever there is. */
      readonly expected: readonly number[] | undefined
    }
  : unknown

type IdempotencyOf<E> = E extends { idempotent: true }
  ? { readonly idempotencyKey: string | undefined }
  : unknown

type ResultOf<A extends Answer, Body> = A extends { body: null }
  ? // Where there is no body to answer with, what the handler returns does not matter.
    unknown
  : A extends { type: 'application/x-ndjson' }
    ? AsyncIterable<Body>
    : A extends { etag: true }
      ? Body & { readonly version: number }
      : Body
