import type { Access, AnswerOf, Endpoint, ParsedRequestOf } from '@lifeguard/api-contract'
import {
  type BearerAuth,
  type MachinePrincipal,
  type Principal,
  Refusal,
  type UserPrincipal,
} from '@lifeguard/express-bearer-auth'
import type { Express, IRoute, Request, RequestHandler } from 'express'
import type { Reception } from '../operation/rate-limit/reception.ts'
import { factsOf } from '../operation/request-facts.ts'
import { toGuards } from './access-guards.ts'
import { parseRequest } from './parse-request.ts'
import { ProblemError } from './problem-error.ts'
import { refuseForeignRoutes } from './refuse-foreign-routes.ts'
import { sendAnswer } from './send-answer.ts'

/** What a handler of a restricted endpoint knows about its caller. */
export interface Caller<P extends Principal = Principal> {
  readonly principal: P
  /** To ask the pool on the caller's behalf. Keep it out of logs, messages and URLs. */
  readonly accessToken: string
}

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

/** Takes what the contract declares and returns the answer. It sees neither request nor response. */
export type Handler<E extends Endpoint> = (
  input: ParsedRequestOf<E> & AuthOf<E['access']>,
) => ResultOf<E> | Promise<ResultOf<E>>

// Where there is no body to answer with, what the handler returns does not matter.
type ResultOf<E extends Endpoint> = E['answer']['body'] extends null ? unknown : AnswerOf<E>

/** Mounts an endpoint of the contract behind the guards that its declaration asks for. */
export type Mount = <const E extends Endpoint>(endpoint: E, handle: Handler<NoInfer<E>>) => void

export interface Doors {
  readonly mount: Mount
  /**
   * Ends the mounting: known paths refuse other methods, everything else is not found. Both come after
   * authentication, so that nobody maps the API from outside.
   *
   * @throws Error naming every route that came in beside `mount` and so has no access policy.
   */
  close(): void
}

export interface DoorOptions {
  readonly auth: BearerAuth<Principal>
  /** Meets every request before the guards of its endpoint, and may refuse it. */
  readonly reception: Reception
  readonly bodyReader: RequestHandler
}

/** The one way for routes into the app: from the contract, closed unless the contract says public. */
export function createDoors(app: Express, { auth, reception, bodyReader }: DoorOptions): Doors {
  const welcome: RequestHandler = async (req, res, next) => {
    await reception.meetStranger(req, res)
    next()
  }
  const signedIn: RequestHandler[] = [
    auth.authenticate,
    async (req, res, next) => {
      const caller = callerOrRefusal(auth, req)
      if (caller instanceof Refusal) {
        // What we cannot judge is not their fault, and costs them nothing.
        if (caller.status !== 503) await reception.meetStranger(req, res)
        throw caller
      }
      factsOf(req).caller = { subject: caller.subject, clientId: caller.clientId }
      await reception.meet(req, res, caller)
      next()
    },
  ]
  const endpoints: Endpoint[] = []
  const declared = new Set<object>()

  function declare(path: string): IRoute {
    const route = app.route(toExpressPath(path))
    declared.add(route)
    return route
  }

  function mount<const E extends Endpoint>(endpoint: E, handle: Handler<NoInfer<E>>): void {
    const isPublic = endpoint.access === 'public'
    const guards = isPublic ? [welcome] : [...signedIn, auth.require(...toGuards(endpoint.access))]
    const readers = endpoint.body === undefined ? [] : [bodyReader]

    endpoints.push(endpoint)
    declare(endpoint.path)[toExpressMethod(endpoint)](...guards, ...readers, async (req: Request, res) => {
      const caller = isPublic
        ? {}
        : { auth: { principal: auth.principal(req), accessToken: auth.accessToken(req) } }
      const input = { ...parseRequest(endpoint, req), ...caller }
      // `auth` is there unless the endpoint is public, and the guards have proved the kind of its principal.
      sendAnswer(res, endpoint, await handle(input as Parameters<typeof handle>[0]))
    })
  }

  function close(): void {
    for (const [path, here] of Map.groupBy(endpoints, (endpoint) => endpoint.path)) {
      const isPublic = here.every(({ access }) => access === 'public')
      declare(path).all(...(isPublic ? [welcome] : signedIn), refuseMethod(here))
    }
    app.use(...signedIn, refusePath)
    refuseForeignRoutes(app, declared)
  }

  return { mount, close }
}

function callerOrRefusal(auth: BearerAuth<Principal>, req: Request): Principal | Refusal {
  try {
    return auth.principal(req)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function toExpressMethod({ method }: Endpoint): 'get' | 'post' | 'patch' | 'delete' {
  return ({ GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const)[method]
}

function refuseMethod(endpoints: readonly Endpoint[]): RequestHandler {
  // HEAD comes with GET (RFC 9110 §9.3.2): Express answers it from the same handler.
  const methods = endpoints.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  const allow = [...methods, 'OPTIONS'].join(', ')
  return () => {
    throw new ProblemError('method-not-allowed', { headers: { Allow: allow } })
  }
}

const refusePath: RequestHandler = () => {
  throw new ProblemError('not-found')
}
