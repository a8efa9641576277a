import type { Decision, KeySetEvent } from '@lifeguard/access-token'
import type { Meter } from '@opentelemetry/api'
import type { Observer } from '../observe-requests.ts'
import type { RepositoryCall } from './watch-calls.ts'

/** What is measured of requests, tokens, key sets and the database. Every label has few values, none of them the caller's. */
export interface RequestMetrics {
  readonly onRequest: Observer
  readonly onDecision: (decision: Decision) => void
  readonly onKeySet: (event: KeySetEvent) => void
  readonly onCall: (call: RepositoryCall) => void
}

// In seconds.
const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])

/** Names as in OpenTelemetry's semantic conventions where there is one, else below `lifeguard`. */
export function createRequestMetrics(meter: Meter): RequestMetrics {
  const duration = meter.createHistogram('http.server.request.duration', {
    description: 'Duration of requests',
    unit: 's',
    advice: { explicitBucketBoundaries: durations },
  })
  const calls = meter.createHistogram('db.client.operation.duration', {
    description: 'Duration of what is asked of the database',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, ...durations] },
  })
  const refusals = meter.createCounter('lifeguard.refusals', { description: 'Refused requests by reason' })
  const decisions = meter.createCounter('lifeguard.access_token.decisions', {
    description: 'Judged access tokens by outcome',
  })
  const readings = meter.createCounter('lifeguard.key_set.readings', {
    description: 'Readings of key sets by result',
  })
  const readAt = new Map<string, number>()
  meter
    .createObservableGauge('lifeguard.key_set.age', { description: 'Age of the key set in use', unit: 's' })
    .addCallback((gauge) => {
      for (const [issuer, at] of readAt) gauge.observe((performance.now() - at) / 1000, { issuer })
    })

  return {
    onRequest({ method, route, status, durationMs, facts }) {
      duration.record(durationMs / 1000, {
        // Node hands on methods that nobody has heard of.
        'http.request.method': methods.has(method) ? method : '_OTHER',
        'http.response.status_code': status,
        ...(route !== null && { 'http.route': route }),
      })
      if (facts.reason !== undefined) refusals.add(1, { reason: facts.reason })
    },
    onDecision({ outcome, remembered }) {
      decisions.add(1, { outcome, remembered })
    },
    onCall({ operation, durationMs, hasFailed }) {
      calls.record(durationMs / 1000, {
        'db.operation.name': operation,
        ...(hasFailed && { 'error.type': '_OTHER' }),
      })
    },
    onKeySet(event) {
      readings.add(1, { issuer: event.issuer, result: event.kind })
      if (event.kind === 'loaded') readAt.set(event.issuer, performance.now())
    },
  }
}
