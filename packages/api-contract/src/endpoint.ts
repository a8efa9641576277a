import type * as z from 'zod/mini'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * Who may call an endpoint. `'public'` asks for no token at all; everything else asks for a valid access token and
 * for what the other members say. An endpoint cannot be declared without an access policy.
 */
export type Access = 'public' | { readonly scopes?: readonly string[]; readonly groups?: readonly string[] }

/** An endpoint, declared once: the API mounts it, the web app calls it, the reference describes it. */
export interface Endpoint {
  readonly method: Method
  /** Path with `{name}` for parameters, as in OpenAPI. */
  readonly path: `/${string}`
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** The one success answer: its status, and the schema of its body (`null`: no body). */
  readonly answer: { readonly status: 200 | 201 | 204; readonly body: z.ZodMiniType | null }
}

/** Keeps the literal types of a declaration, from which handlers and client calls take theirs. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint
}
