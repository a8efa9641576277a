import type { Request, RequestHandler, Response } from 'express'
import type { Log } from '../log.ts'
import { isProbe } from './probes.ts'
import { factsOf } from './request-facts.ts'

/** What the log says about a request. Nothing in it is the caller's own words: no path, query, header or body. */
interface AccessEntry {
  readonly event: 'request'
  readonly requestId: string
  readonly traceId: string
  readonly method: string
  /** As declared, `/notes/:id`; null where nothing is. */
  readonly route: string | null
  readonly status: number
  readonly durationMs: number
  readonly reason?: string
  readonly clientIp?: string
  readonly subject?: string
  readonly clientId?: string
  /** The caller went away before the answer was complete. */
  readonly aborted?: true
}

/** Gives every answer its `X-Request-Id` and writes one line for every request when it is over. */
export function logAccess(log: Log): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now()
    res.set('X-Request-Id', factsOf(req).id)
    res.once('close', () => {
      const entry = toEntry(req, res, performance.now() - startedAt)
      if ((isProbe(req) && res.statusCode === 200) || factsOf(req).isOneOfMany) log.debug(entry)
      else log.info(entry)
    })
    next()
  }
}

function toEntry(req: Request, res: Response, durationMs: number): AccessEntry {
  const { id, trace, reason, caller } = factsOf(req)
  return {
    event: 'request',
    requestId: id,
    traceId: trace.traceId,
    method: req.method,
    route: routeOf(req),
    status: res.statusCode,
    durationMs: Math.round(durationMs * 10) / 10,
    ...(reason !== undefined && { reason }),
    ...(req.ip !== undefined && { clientIp: req.ip }),
    ...caller,
    ...(!res.writableFinished && { aborted: true }),
  }
}

/** The path of the route as it was declared: few values, none of them the caller's. */
export function routeOf(req: Request): string | null {
  const route: unknown = req.route
  if (typeof route !== 'object' || route === null || !('path' in route)) return null
  return typeof route.path === 'string' ? route.path : null
}
