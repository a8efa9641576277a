import type { Log } from '../log.ts'
import type { FinishedRequest, Observer } from './observe-requests.ts'

/** Writes one line for every request: nothing in it is the caller's own words, no path, query, header or body. */
export function logAccess(log: Log): Observer {
  return (request) => {
    const isNoise = request.facts.isOneOfMany || (request.isProbe && request.status === 200)
    if (isNoise) log.debug(toEntry(request))
    else log.info(toEntry(request))
  }
}

function toEntry({ facts, method, route, status, durationMs, clientIp, isAborted }: FinishedRequest) {
  const { id, trace, reason, caller } = facts
  return {
    event: 'request',
    requestId: id,
    traceId: trace.traceId,
    method,
    route,
    status,
    durationMs: Math.round(durationMs * 10) / 10,
    reason,
    clientIp,
    ...caller,
    ...(isAborted && { aborted: true }),
  }
}
