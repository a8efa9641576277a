import type { Endpoint, Method } from '@lifeguard/api-contract'
import {
  type BearerAuth,
  type Principal,
  Refusal,
  requireRoutePolicies,
  withPolicy,
} from '@lifeguard/express-bearer-auth'
import type { Express, Request, RequestHandler } from 'express'
import type { Reception } from '../operation/rate-limit/reception.ts'
import { factsOf } from '../operation/request-facts.ts'
import { toGuards } from './access-guards.ts'
import type { Handler } from './handler.ts'
import { parseHeaders } from './parse-headers.ts'
import { parseRequest } from './parse-request.ts'
import { ProblemError } from './problem-error.ts'
import type { BodyReader } from './read-json-body.ts'
import { sendAnswer } from './send-answer.ts'

/** Mounts an endpoint of the contract behind the guards that its declaration asks for. */
export type Mount = <const E extends Endpoint>(endpoint: E, handle: Handler<NoInfer<E>>) => void

/** Mounts a page that everybody may read, beside the contract: GET alone. */
export type MountPage = (path: `/${string}`, serve: RequestHandler) => void

export interface Doors {
  readonly mount: Mount
  readonly mountPage: MountPage
  /** What was mounted so far. */
  readonly endpoints: readonly Endpoint[]
  /**
   * Ends the mounting: known paths refuse other methods, everything else is not found. Both come after
   * authentication, so that nobody maps the API from outside.
   *
   * @throws Error naming every route that came in beside this and has no access policy.
   */
  close(): void
}

export interface DoorOptions {
  readonly auth: BearerAuth<Principal>
  /** Meets every request before the guards of its endpoint, and may refuse it. */
  readonly reception: Reception
  readonly bodyReader: BodyReader
  /** Writes a call to the audit trail. It is awaited: what cannot be written is not done. */
  readonly audit: (req: Request, endpoint: Endpoint, principal: Principal) => Promise<void>
}

/** The one way for routes into the app: from the contract, closed unless the contract says public. */
export function createDoors(app: Express, { auth, reception, bodyReader, audit }: DoorOptions): Doors {
  const welcome: RequestHandler = withPolicy(async (req, res, next) => {
    await reception.meetStranger(req, res)
    next()
  }, 'everybody')
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
  const everyCaller = [...signedIn, auth.require()]
  const endpoints: Endpoint[] = []

  function mount<const E extends Endpoint>(endpoint: E, handle: Handler<NoInfer<E>>): void {
    const isPublic = endpoint.access === 'public'
    const guards = isPublic ? [welcome] : [...signedIn, auth.require(...toGuards(endpoint.access))]
    const readers = endpoint.body === undefined ? [] : [bodyReader(endpoint.bodyTypes)]

    endpoints.push(endpoint)
    app
      .route(toExpressPath(endpoint.path))
      [toExpressMethod(endpoint)](...guards, ...readers, async (req: Request, res) => {
        refuseUnacceptable(req, endpoint)
        const caller = isPublic
          ? {}
          : { auth: { principal: auth.principal(req), accessToken: auth.accessToken(req) } }
        const input = { ...parseRequest(endpoint, req), ...parseHeaders(endpoint, req), ...caller }
        if (endpoint.audited) await audit(req, endpoint, auth.principal(req))
        // One member for each part that the endpoint declares; its guards have proved the kind of the principal.
        await sendAnswer(res, endpoint, await handle(input as Parameters<typeof handle>[0]))
      })
  }

  function mountPage(path: string, serve: RequestHandler): void {
    app
      .route(path)
      .get(welcome, serve)
      .all(welcome, refuseMethod(['GET']))
  }

  function close(): void {
    for (const [path, here] of Map.groupBy(endpoints, (endpoint) => endpoint.path)) {
      const isPublic = here.every(({ access }) => access === 'public')
      const guards = isPublic ? [welcome] : everyCaller
      app.route(toExpressPath(path)).all(...guards, refuseMethod(here.map(({ method }) => method)))
    }
    app.use(...everyCaller, refusePath)
    requireRoutePolicies(app)
  }

  return { mount, mountPage, endpoints, close }
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

function refuseMethod(offered: readonly Method[]): RequestHandler {
  // HEAD comes with GET (RFC 9110 §9.3.2): Express answers it from the same handler.
  const methods = offered.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  const allow = [...methods, 'OPTIONS'].join(', ')
  return () => {
    throw new ProblemError('method-not-allowed', { headers: { Allow: allow } })
  }
}

function refuseUnacceptable(req: Request, { answer }: Endpoint): void {
  const { body, type = 'application/json' } = answer
  if (body !== null && req.accepts(type) === false) throw new ProblemError('not-acceptable')
}

const refusePath: RequestHandler = () => {
  throw new ProblemError('not-found')
}
