import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { RepositoryCall } from './telemetry/watch-calls.ts'
import { readTraceContext, type TraceContext } from './trace-context.ts'

/** What is known about a request beside its answer, for logs, metrics and traces. */
export interface RequestFacts {
  /** Ours alone: an id that the caller chooses could be somebody else's. */
  readonly id: string
  readonly trace: TraceContext
  /** Why it was refused. */
  reason?: string
  /** Whose access token it brought, once a signature has proved it. */
  caller?: { readonly subject: string; readonly clientId: string }
  /** How its access token was judged; `startedAt` in milliseconds since 1970. */
  judged?: { readonly outcome: string; readonly startedAt: number; readonly durationMs: number }
  /** What it asked of the database, where traces are on. */
  calls?: RepositoryCall[]
  /** One of many like it, of which the log has had the first. */
  isOneOfMany?: boolean
}

// A property of the request: a WeakMap costs ten times as much for an object that lives for one request.
const known = Symbol('request facts')

/** The facts about a request; made at the first call. */
export function factsOf(req: Pick<IncomingMessage, 'headers'> & { [known]?: RequestFacts }): RequestFacts {
  if (req[known] !== undefined) return req[known]

  const { traceparent } = req.headers
  req[known] = {
    id: randomUUID(),
    trace: readTraceContext(typeof traceparent === 'string' ? traceparent : undefined),
  }
  return req[known]
}
