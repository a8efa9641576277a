import type * as z from 'zod/mini'
import type { ProblemName } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * Who may call an endpoint. `'public'` asks for no token at all; everything else asks for a valid access token and
 * for what the other members say. An endpoint cannot be declared without an access policy.
 */
export type Access = 'public' | RestrictedAccess

export interface RestrictedAccess {
  /** The token carries every one of these scopes. */
  readonly scopes?: readonly [string, ...string[]]
  /** The person is in one of these groups. */
  readonly groups?: readonly [string, ...string[]]
  /** Only people, or only app clients on their own behalf; both when absent. */
  readonly kind?: 'user' | 'machine'
  /** The person signed in at most so long ago (RFC 9470). */
  readonly signedInWithinSeconds?: number
}

/** The one success answer of an endpoint. */
export interface Answer {
  readonly status: 200 | 201 | 204
  /** `null`: no body. What the schema does not name never leaves the API. */
  readonly body: z.ZodMiniType | null
  /** Default JSON; as NDJSON the answer is a stream of lines, each of which fits `body`. */
  readonly type?: 'application/json' | 'application/x-ndjson'
  /** Where the new thing can be read: a path whose `{name}` are members of the answer. */
  readonly location?: `/${string}`
  /** The answer names its version in `ETag`, for `If-Match` later. */
  readonly etag?: true
}

/** An endpoint, declared once: the API mounts it, the web app calls it, the reference describes it. */
export interface Endpoint {
  /** The name under which it is exported, and generated clients call it. */
  readonly name: string
  /** The chapter of the reference that it belongs to. */
  readonly tag: 'Notes' | 'Account' | 'Administration' | 'System'
  readonly method: Method
  /** Path with `{name}` for parameters, as in OpenAPI. */
  readonly path: `/${string}`
  readonly summary: string
  readonly description?: string
  readonly access: Access
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** Media types in which the body may come, all of them JSON. Default `application/json`. */
  readonly bodyTypes?: readonly string[]
  /** Takes `If-Match` with an ETag: the change happens only to the version that the caller has seen. */
  readonly precondition?: 'optional' | 'required'
  /** Takes `Idempotency-Key`: sent again under the same key, it happens once. */
  readonly idempotent?: true
  /** Every call is written to the audit trail before it is done. */
  readonly audited?: true
  readonly answer: Answer
  /** Problems that do not follow from the rest of the declaration. */
  readonly problems?: readonly ProblemName[]
  readonly example?: { readonly body?: unknown; readonly answer?: unknown }
}

/**
 * Keeps the literal types of a declaration, from which handlers and client calls take theirs.
 * @__NO_SIDE_EFFECTS__
 */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint
}

type Part = 'params' | 'query' | 'body'
type DeclaredPart<E> = { [P in Part]: P extends keyof E ? P : never }[Part]

/** What a caller of the endpoint sends: `params`, `query` and `body`, each only where it is declared. */
export type RequestOf<E> = { [P in DeclaredPart<E>]: z.input<E[P & keyof E]> }

/** The same after parsing: defaults filled in, strings trimmed. */
export type ParsedRequestOf<E> = { [P in DeclaredPart<E>]: z.output<E[P & keyof E]> }

/** What the success answer carries; `undefined` where there is no body. */
export type AnswerOf<E extends Endpoint> = E['answer']['body'] extends z.ZodMiniType
  ? z.output<E['answer']['body']>
  : undefined
