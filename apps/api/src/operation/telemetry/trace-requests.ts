import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { FinishedRequest, Observer } from '../observe-requests.ts'
import type { TraceContext } from '../trace-context.ts'

export interface Tracing {
  readonly onRequest: Observer
  /** Sends what is not sent yet, if the collector takes it within a second. */
  close(): Promise<void>
}

const patienceMs = 1_000

/** Sends a span for each request to a collector (OTLP over HTTP); `url` without `/v1/traces`. */
export function exportTraces(url: string): Tracing {
  return traceRequests(
    new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }) }),
  )
}

/**
 * Makes a span of each request that is over, and below it one of the judging of its token and one of each call of the
 * database. A trace that begins here has the id that the log names.
 */
export function traceRequests(processor: SpanProcessor): Tracing {
  let traceId = ''
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'lifeguard-api' }),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    idGenerator: {
      generateTraceId: () => traceId,
      generateSpanId: () => randomBytes(8).toString('hex'),
    },
    spanProcessors: [processor],
  })
  const tracer = provider.getTracer('lifeguard')

  return {
    onRequest(request) {
      traceId = request.facts.trace.traceId
      recordSpans(tracer, request)
    },
    // A collector that is down must not hold up a stop.
    close: () => Promise.race([provider.shutdown().catch(() => undefined), wait(patienceMs)]),
  }
}

function recordSpans(tracer: Tracer, request: FinishedRequest): void {
  const { method, route, status, startedAt, durationMs, facts } = request
  const span = tracer.startSpan(
    route === null ? method : `${method} ${route}`,
    {
      kind: SpanKind.SERVER,
      startTime: startedAt,
      attributes: {
        'http.request.method': method,
        'http.response.status_code': status,
        'lifeguard.request_id': facts.id,
        ...(route !== null && { 'http.route': route }),
        ...(facts.reason !== undefined && { 'error.type': facts.reason }),
      },
    },
    toContext(facts.trace),
  )
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })

  const { judged, calls = [] } = facts
  const below = trace.setSpan(ROOT_CONTEXT, span)
  if (judged !== undefined) {
    const options = { startTime: judged.startedAt, attributes: { 'lifeguard.outcome': judged.outcome } }
    tracer.startSpan('judge access token', options, below).end(judged.startedAt + judged.durationMs)
  }
  for (const { operation, startedAt, durationMs, hasFailed } of calls) {
    const options = {
      kind: SpanKind.CLIENT,
      startTime: startedAt,
      attributes: { 'db.operation.name': operation },
    }
    const call = tracer.startSpan(operation, options, below)
    if (hasFailed) call.setStatus({ code: SpanStatusCode.ERROR })
    call.end(startedAt + durationMs)
  }
  span.end(startedAt + durationMs)
}

function toContext({ traceId, parentId, sampled }: TraceContext): Context {
  if (parentId === null) return ROOT_CONTEXT
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parentId, traceFlags, isRemote: true })
}
