import { z } from 'zod'

/** The endpoints that can misbehave; the names are those of `userPoolEndpoints` in `@lifeguard/cognito`. */
export const faultyEndpoints = [
  'discovery',
  'keySet',
  'authorize',
  'signIn',
  'token',
  'userInfo',
  'revoke',
  'signOut',
] as const

/** Members by name. Not `z.record`, which drops a member named `__proto__`: that one is a fault to play, too. */
const members = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Expected an object',
)

const endpointFault = z.strictObject({
  /** Waits so long before anything else. */
  delayMs: z.number().min(0).max(600_000).optional(),
  /** Any of the three replaces the answer; left out they are 200, none and empty. */
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  /**
   * `hang` never answers, `reset` drops the connection, `truncate` drops it in the middle of the real answer, `huge`
   * pads the real JSON with `bytes` more.
   */
  mode: z.enum(['hang', 'reset', 'truncate', 'huge']).optional(),
  /** For `huge`; default 5 MiB. */
  bytes: z.int().min(1).max(500_000_000).optional(),
  /** So many requests, then the endpoint is well again. Default: until the plan changes. */
  times: z.int().min(1).optional(),
})

const change = z.strictObject({
  set: members.optional(),
  remove: z.array(z.string()).optional(),
  /** Adds to numbers, for example `{ "exp": -7200 }`. */
  shift: z.record(z.string(), z.number()).optional(),
})

const tokenChange = change.extend({
  /**
   * `unsigned` has `alg: none`, `not-a-token` is no JWT, `foreign-key` is signed by a key outside the key set,
   * `bad-signature` by none, `huge` has 1 MiB of claims and is in order otherwise.
   */
  shape: z.enum(['unsigned', 'not-a-token', 'foreign-key', 'bad-signature', 'huge']).optional(),
})

export const faultPlanSchema = z.strictObject({
  endpoints: z.partialRecord(z.enum(faultyEndpoints), endpointFault).optional(),
  discovery: change.optional(),
  keySet: change.optional(),
  tokenResponse: change.optional(),
  userInfo: change.optional(),
  idToken: tokenChange.optional(),
  accessToken: tokenChange.optional(),
  /** The parameters with which the browser comes back to the app; `append` adds a second value of a name. */
  callback: change.extend({ append: z.record(z.string(), z.string()).optional() }).optional(),
})

/** How the pool shall misbehave. It is plain JSON, the same in code and through the control port. */
export type FaultPlan = z.input<typeof faultPlanSchema>
export type EndpointFault = z.output<typeof endpointFault>
export type FaultyEndpoint = (typeof faultyEndpoints)[number]
export type Change = z.output<typeof change>
export type TokenShape = NonNullable<z.output<typeof tokenChange>['shape']>
