import { AsyncLocalStorage } from 'node:async_hooks'
import type { Request, RequestHandler, Response } from 'express'
import { isProbe } from './probes.ts'
import { factsOf, type RequestFacts } from './request-facts.ts'

/** A request that is over, as logs, metrics and traces know it: nothing here is the caller's own words. */
export interface FinishedRequest {
  readonly facts: RequestFacts
  readonly method: string
  /** As declared, `/notes/:id`: few values. Null where no route fits. */
  readonly route: string | null
  readonly status: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly durationMs: number
  readonly clientIp: string | undefined
  /** The caller went away before the answer was complete. */
  readonly isAborted: boolean
  readonly isProbe: boolean
}

export type Observer = (request: FinishedRequest) => void

const current = new AsyncLocalStorage<RequestFacts>()

/** The facts about the request that is being answered here; undefined outside of one. */
export function currentFacts(): RequestFacts | undefined {
  return current.getStore()
}

/** Gives every answer its `X-Request-Id` and tells the observers of every request when it is over. */
export function observeRequests(observers: readonly Observer[]): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now()
    const facts = factsOf(req)
    // Now, since a connection that was cut off has no address any more.
    const clientIp = req.ip
    res.set('X-Request-Id', facts.id)
    res.once('close', () => {
      const request = toFinished(req, res, { startedAt, clientIp })
      for (const observe of observers) observe(request)
    })
    current.run(facts, next)
  }
}

function toFinished(
  req: Request,
  res: Response,
  { startedAt, clientIp }: { startedAt: number; clientIp: string | undefined },
): FinishedRequest {
  return {
    facts: factsOf(req),
    method: req.method,
    route: routeOf(req),
    status: res.statusCode,
    startedAt: performance.timeOrigin + startedAt,
    durationMs: performance.now() - startedAt,
    clientIp,
    isAborted: !res.writableFinished,
    isProbe: isProbe(req),
  }
}

/** The path of the route as it was declared; null where none fits. */
export function routeOf(req: Request): string | null {
  const route: unknown = req.route
  if (typeof route !== 'object' || route === null || !('path' in route)) return null
  return typeof route.path === 'string' ? route.path : null
}
