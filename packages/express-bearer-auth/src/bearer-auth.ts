import type { NextFunction, Request, RequestHandler } from 'express'
import { isToken68, readCredentials } from './credentials.ts'
import type { Guard } from './guards.ts'
import { checkGuards, checkOptions } from './misuse.ts'
import type { Principal } from './principal.ts'
import type { GuardHandler, ProvedBy, RawRequest, RequestWith } from './proof.ts'
import type { Refusal } from './refusal.ts'
import { createRefusals } from './refusals.ts'
import { RequestSlot } from './request-slot.ts'
import { withPolicy } from './route-policies.ts'
import { cannotJudge, type Verdict, type VerifyToken } from './verdict.ts'

export interface BearerAuthOptions<P extends Principal> {
  readonly verify: VerifyToken<P>
  /** Absolute URL of the protected resource metadata (RFC 9728 §5.1), named in challenges. */
  readonly resourceMetadataUrl: string
  /** Default `api`. */
  readonly realm?: string
}

export interface BearerAuth<P extends Principal> {
  /** Finds out who is calling and never refuses, for what must know before the first guard: rate limits, logs. */
  readonly authenticate: RequestHandler
  /** Refuses everybody without a valid access token, and everybody whom one of the guards does not admit. */
  require<const G extends readonly Guard[]>(...guards: G): GuardHandler<P & ProvedBy<G>>
  /** Lets callers without credentials pass as `null`; whoever sends a token must send a good one. */
  readonly optional: GuardHandler<P | null>
  /**
   * The caller of this request, as narrow as the guards of the same route prove it. Where only `authenticate` stood
   * before, throws the refusal of `require()` if there is no valid access token; where nothing did, an `Error`.
   */
  principal<N extends P | null = P>(req: RequestWith<N>): N
  /** The access token of this request, to call on the caller's behalf. Keep it out of logs and URLs. */
  accessToken(req: object): string
}

type Caller<P> =
  | { readonly kind: 'known'; readonly principal: P; readonly token: string }
  | { readonly kind: 'anonymous' | 'refused'; readonly refuse: () => Refusal }
  // Anonymous, and let pass by `optional`.
  | { readonly kind: 'nobody'; readonly refuse: () => Refusal }

/**
 * Guards an Express app with bearer access tokens (RFC 6750). What a token is, `verify` alone knows.
 * Throws for options that make no sense or do not fit into a challenge.
 */
export function createBearerAuth<P extends Principal>(options: BearerAuthOptions<P>): BearerAuth<P> {
  checkOptions(options)
  const { verify, resourceMetadataUrl, realm = 'api' } = options
  const refusals = createRefusals({ realm, resourceMetadataUrl })
  const callers = new RequestSlot<Caller<P>>()
  const anonymous: Caller<P> = { kind: 'anonymous', refuse: refusals.noCredentials }
  const nobody: Caller<P> = { kind: 'nobody', refuse: refusals.noCredentials }
  const malformed: Caller<P> = { kind: 'refused', refuse: refusals.malformedCredentials }
  const callersWithout = { none: anonymous, malformed }

  function authenticate(req: Request, _res: unknown, next: NextFunction): void | Promise<void> {
    return withCaller(req, () => next())
  }

  // Whoever asks first finds out.
  function withCaller(req: RawRequest, goOn: (caller: Caller<P>) => void): void | Promise<void> {
    if (req === undefined) {
      throw new TypeError(
        'Cannot guard a route: mount auth.optional and auth.authenticate without parentheses',
      )
    }
    const known = callers.get(req)
    if (known !== undefined) return goOn(known)

    const found = findOut(req.rawHeaders)
    return found instanceof Promise ? found.then(keep) : keep(found)

    function keep(caller: Caller<P>): void {
      callers.set(req, caller)
      goOn(caller)
    }
  }

  // At once wherever the verifier answers at once: most requests bring a token that it remembers.
  function findOut(rawHeaders: readonly string[]): Caller<P> | Promise<Caller<P>> {
    const credentials = readCredentials(rawHeaders)
    if (credentials.kind !== 'token') return callersWithout[credentials.kind]
    const { token } = credentials
    try {
      const verdict = verify(token)
      if ('valid' in verdict) return toCaller(token, verdict)
      return findOutLater(token, verdict)
    } catch (error) {
      return toUnjudged(token, error)
    }
  }

  async function findOutLater(token: string, judging: Promise<Verdict<P>>): Promise<Caller<P>> {
    try {
      return toCaller(token, await judging)
    } catch (error) {
      return toUnjudged(token, error)
    }
  }

  function toCaller(token: string, verdict: Verdict<P>): Caller<P> {
    if (verdict.valid) return { kind: 'known', principal: verdict.principal, token }
    if (!isToken68(token)) return malformed

    return { kind: 'refused', refuse: () => refusals.tokenNotValid(verdict.reason) }
  }

  function toUnjudged(token: string, error: unknown): Caller<P> {
    if (!isToken68(token)) return malformed
    if (!cannotJudge(error)) throw error
    return { kind: 'refused', refuse: () => refusals.cannotJudge(error) }
  }

  function require<const G extends readonly Guard[]>(...guards: G): GuardHandler<P & ProvedBy<G>> {
    checkGuards(guards)
    const doors = guards.map(({ admits, denial }) => ({ admits, refuse: refusalFor(denial) }))
    const guard: GuardHandler<P & ProvedBy<G>> = (req, _res, next) =>
      withCaller(req, (caller) => {
        const { principal } = knownOrRefused(caller)
        for (const door of doors) if (!door.admits(principal)) throw door.refuse(principal)
        next()
      })
    return withPolicy(guard, ['signed in', ...guards.map(({ description }) => description)].join(', '))
  }

  function refusalFor(denial: Guard['denial']): (principal: P) => Refusal {
    return typeof denial === 'function'
      ? (principal) => refusals.denied(denial(principal))()
      : refusals.denied(denial)
  }

  const optional: GuardHandler<P | null> = withPolicy(
    (req, _res, next) =>
      withCaller(req, (caller) => {
        if (caller.kind === 'refused') throw caller.refuse()
        if (caller.kind === 'anonymous') callers.set(req, nobody)
        next()
      }),
    'signed in or anonymous',
  )

  function callerOf(req: object): Caller<P> {
    const caller = callers.get(req)
    if (caller === undefined) {
      throw new Error(
        'Cannot tell who is calling: no guard stood before; mount auth.require() at this route or before it',
      )
    }
    return caller
  }

  function principal<N extends P | null>(req: RequestWith<N>): N {
    // What guards prove is in the type of the request alone: only `require` makes a narrower N than P, after checking
    // it, and only `optional` makes one with null.
    const caller = callerOf(req)
    return (caller.kind === 'nobody' ? null : knownOrRefused(caller).principal) as N
  }

  return {
    authenticate,
    require,
    optional,
    principal,
    accessToken: (req) => knownOrRefused(callerOf(req)).token,
  }
}

function knownOrRefused<P>(caller: Caller<P>): { readonly principal: P; readonly token: string } {
  if (caller.kind !== 'known') throw caller.refuse()
  return caller
}
