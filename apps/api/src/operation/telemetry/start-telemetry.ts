import type { Decision, KeySetEvent } from '@lifeguard/access-token'
import type { Log } from '../../log.ts'
import { logAccess } from '../access-log.ts'
import { currentFacts, type Observer } from '../observe-requests.ts'
import { serveMetrics } from './serve-metrics.ts'
import { exportTraces } from './trace-requests.ts'
import { type RepositoryCall, watchCalls } from './watch-calls.ts'

/** What is told to the outside about the API at work. */
export interface Telemetry {
  readonly observers: readonly Observer[]
  readonly onDecision: (decision: Decision) => void
  readonly onKeySet: (event: KeySetEvent) => void
  /** The same repository, seen by metrics and traces under this name. */
  readonly watch: <T extends object>(name: string, repository: T) => T
  close(): Promise<void>
}

export interface TelemetrySettings {
  readonly host: string
  readonly metricsPort: number | undefined
  readonly tracesUrl: string | undefined
}

/**
 * Starts logs, and where they are asked for metrics and traces.
 *
 * @throws Error one sentence when the port for metrics cannot be had.
 */
export async function startTelemetry(settings: TelemetrySettings, log: Log): Promise<Telemetry> {
  const { host, metricsPort, tracesUrl } = settings
  const served = metricsPort === undefined ? undefined : await serveMetrics(host, metricsPort)
  const tracing = tracesUrl === undefined ? undefined : exportTraces(tracesUrl)
  if (served !== undefined) log.info({ event: 'metrics', url: served.url })

  return {
    observers: [logAccess(log), served?.metrics.onRequest, tracing?.onRequest].filter(isGiven),
    onDecision(decision) {
      rememberDecision(decision)
      served?.metrics.onDecision(decision)
    },
    onKeySet(event) {
      logKeySet(log, event)
      served?.metrics.onKeySet(event)
    },
    watch(name, repository) {
      if (served === undefined && tracing === undefined) return repository
      return watchCalls(name, repository, (call) => {
        if (tracing !== undefined) rememberCall(call)
        served?.metrics.onCall(call)
      })
    },
    async close() {
      await Promise.all([served?.close(), tracing?.close()])
    },
  }
}

// The verifier does not know for which request it judges, but it does so in the course of one.
function rememberDecision({ outcome, subject, clientId, durationMs }: Decision): void {
  const facts = currentFacts()
  if (facts === undefined) return

  facts.judged = { outcome, durationMs, startedAt: Date.now() - durationMs }
  if (subject !== null && clientId !== null) facts.caller = { subject, clientId }
}

function rememberCall(call: RepositoryCall): void {
  const facts = currentFacts()
  if (facts === undefined) return

  facts.calls ??= []
  facts.calls.push(call)
}

function logKeySet(log: Log, event: KeySetEvent): void {
  const { kind, ...facts } = event
  if (kind === 'failed') log.warn({ event: 'key-set-failed', ...facts })
  else log.info({ event: 'key-set-loaded', ...facts })
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined
}
