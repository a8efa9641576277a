import type { NextFunction, Request, RequestHandler } from 'express'
import { type ChallengeParameters, toChallenge } from './challenge.ts'
import { readCredentials } from './credentials.ts'
import type { Guard } from './guards.ts'
import type { Principal } from './principal.ts'
import { Refusal } from './refusal.ts'
import { RequestSlot } from './request-slot.ts'
import { withPolicy } from './route-policies.ts'
import { type CannotJudge, cannotJudge, type VerifyToken } from './verdict.ts'

export interface BearerAuthOptions<P extends Principal> {
  readonly verify: VerifyToken<P>
  /** Absolute URL of the protected resource metadata (RFC 9728 §5.1), named in challenges. */
  readonly resourceMetadataUrl: string
  /** Default `api`. */
  readonly realm?: string
}

declare const granted: unique symbol

/** Exists in types only: what the guards of a route have proved about its caller. */
type Proof<N> = { readonly [granted]?: N }

type RequestWith<N> = { readonly res?: { readonly locals: Proof<N> } | undefined }

/** A request handler behind which `principal(req)` is known to be an `N`. */
export type GuardHandler<N> = (
  req: RequestWith<N>,
  res: { readonly locals: Proof<N> },
  next: NextFunction,
) => void

type Narrowed<G extends readonly Guard[]> = G extends readonly [
  Guard<infer N extends Principal>,
  ...infer Rest extends readonly Guard[],
]
  ? N & Narrowed<Rest>
  : unknown

export interface BearerAuth<P extends Principal> {
  /** Finds out who is calling and never refuses. Mount it once, after CORS and before the first guard. */
  readonly authenticate: RequestHandler
  /** Refuses everybody without a valid access token, and everybody whom one of the guards does not admit. */
  require<const G extends readonly Guard[]>(...guards: G): GuardHandler<P & Narrowed<G>>
  /** Lets callers without credentials pass as `null`; whoever sends a token must send a good one. */
  readonly optional: GuardHandler<P | null>
  /**
   * The caller of this request, as narrow as the guards of the same route prove it.
   * Throws the refusal of `require()` where no guard stood before and there is no valid access token.
   */
  principal<N extends P | null = P>(req: RequestWith<N>): N
  /** The access token of this request, to call on the caller's behalf. Keep it out of logs and URLs. */
  accessToken(req: object): string
}

type Caller<P> =
  | { readonly kind: 'known'; readonly principal: P; readonly token: string }
  | { readonly kind: 'anonymous'; readonly refuse: () => Refusal }
  | { readonly kind: 'refused'; readonly refuse: () => Refusal }
  // Anonymous, and let pass by `optional`.
  | { readonly kind: 'nobody'; readonly refuse: () => Refusal }

/** Guards an Express app with bearer access tokens (RFC 6750). What a token is, `verify` alone knows. */
export function createBearerAuth<P extends Principal>(options: BearerAuthOptions<P>): BearerAuth<P> {
  const { verify, resourceMetadataUrl, realm = 'api' } = options
  if (!URL.canParse(resourceMetadataUrl)) {
    throw new TypeError('Cannot name the metadata in challenges: resourceMetadataUrl is not an absolute URL')
  }
  const callers = new RequestSlot<Caller<P>>()

  const challenge = (parameters: ChallengeParameters = {}): string =>
    toChallenge({ realm, ...parameters, resource_metadata: resourceMetadataUrl })
  const challenges = {
    anonymous: challenge(),
    malformed: challenge({
      error: 'invalid_request',
      error_description: 'The Authorization header is not one well-formed credential',
    }),
    notValid: challenge({ error: 'invalid_token', error_description: 'The access token is not valid' }),
  }
  const anonymous: Caller<P> = {
    kind: 'anonymous',
    refuse: () =>
      new Refusal('An access token is needed', {
        status: 401,
        reason: 'no-credentials',
        challenge: challenges.anonymous,
      }),
  }
  const nobody: Caller<P> = { ...anonymous, kind: 'nobody' }
  const malformed: Caller<P> = {
    kind: 'refused',
    refuse: () =>
      new Refusal('The Authorization header is not one well-formed credential', {
        status: 400,
        reason: 'malformed-credentials',
        challenge: challenges.malformed,
      }),
  }
  const callersWithout = { none: anonymous, malformed }
  const notValid = (reason: string): Caller<P> => ({
    kind: 'refused',
    refuse: () =>
      new Refusal('The access token is not valid', { status: 401, reason, challenge: challenges.notValid }),
  })

  async function authenticate(req: Request, _res: unknown, next: NextFunction): Promise<void> {
    if (callers.get(req) === undefined) {
      const credentials = readCredentials(req.rawHeaders)
      callers.set(
        req,
        credentials.kind === 'token' ? await judge(credentials.token) : callersWithout[credentials.kind],
      )
    }
    next()
  }

  async function judge(token: string): Promise<Caller<P>> {
    try {
      const verdict = await verify(token)
      return verdict.valid ? { kind: 'known', principal: verdict.principal, token } : notValid(verdict.reason)
    } catch (error) {
      if (!cannotJudge(error)) throw error
      return unavailable(error)
    }
  }

  function callerOf(req: object): Caller<P> {
    const caller = callers.get(req)
    if (caller === undefined) {
      throw new Error('Cannot tell who is calling: mount auth.authenticate before the guards')
    }
    return caller
  }

  function knownCaller(req: object): { principal: P; token: string } {
    const caller = callerOf(req)
    if (caller.kind !== 'known') throw caller.refuse()
    return caller
  }

  function require<const G extends readonly Guard[]>(...guards: G): GuardHandler<P & Narrowed<G>> {
    const doors = guards.map(({ admits, denial }) => ({ admits, refuse: refusing(denial) }))
    const guard: GuardHandler<P & Narrowed<G>> = (req, _res, next) => {
      const { principal } = knownCaller(req)
      for (const door of doors) if (!door.admits(principal)) throw door.refuse(principal)
      next()
    }
    return withPolicy(guard, ['signed in', ...guards.map(({ description }) => description)].join(', '))
  }

  function refusing(denial: Guard['denial']): (principal: P) => Refusal {
    if (typeof denial === 'function') return (principal) => refusing(denial(principal))(principal)

    const { message, challenge: parameters, ...details } = denial
    const header = parameters === undefined ? {} : { challenge: challenge(parameters) }
    return () => new Refusal(message, { ...details, ...header })
  }

  const optional: GuardHandler<P | null> = withPolicy((req, _res, next) => {
    const caller = callerOf(req)
    if (caller.kind === 'refused') throw caller.refuse()
    if (caller.kind === 'anonymous') callers.set(req, nobody)
    next()
  }, 'signed in or anonymous')

  function principal<N extends P | null>(req: RequestWith<N>): N {
    // What guards prove is in the type of the request alone: only `require` makes a narrower N than P, after checking
    // it, and only `optional` makes one with null.
    if (callerOf(req).kind === 'nobody') return null as N
    return knownCaller(req).principal as N
  }

  return { authenticate, require, optional, principal, accessToken: (req) => knownCaller(req).token }
}

function unavailable<P>(error: Error & CannotJudge): Caller<P> {
  return {
    kind: 'refused',
    refuse: () =>
      new Refusal(
        'The access token cannot be judged at the moment',
        { status: 503, reason: 'cannot-judge', retryAfterSeconds: error.retryAfterSeconds },
        error,
      ),
  }
}
