import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace'
import { describe, expect, it } from 'vitest'
import type { FinishedRequest } from '../observe-requests.ts'
import { traceRequests } from './trace-requests.ts'

// Small numbers would be taken for milliseconds since the start of the process.
const startedAt = Date.UTC(2026, 10, 22)
const second = startedAt / 1000

const request: FinishedRequest = {
  facts: {
    id: '2834258a-8060-493a-a40a-b27ef49f5dc6',
    trace: { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentId: null, sampled: true },
    judged: { outcome: 'valid', startedAt: startedAt + 1, durationMs: 1 },
  },
  method: 'GET',
  route: '/notes/:id',
  status: 200,
  startedAt,
  durationMs: 5,
  clientIp: '127.0.0.1',
  isAborted: false,
  isProbe: false,
}

function record(...requests: FinishedRequest[]) {
  const exporter = new InMemorySpanExporter()
  const { onRequest } = traceRequests(new SimpleSpanProcessor({ exporter }))
  requests.forEach(onRequest)
  return exporter.getFinishedSpans()
}

describe('traceRequests()', () => {
  it('makes a span of a request and one of the judging of its token', () => {
    const [judging, whole] = record(request)

    expect(whole).toMatchObject({
      name: 'GET /notes/:id',
      startTime: [second, 0],
      kind: SpanKind.SERVER,
      endTime: [second, 5_000_000],
      resource: { attributes: { 'service.name': 'lifeguard-api' } },
    })
    expect(whole?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/notes/:id',
      'http.response.status_code': 200,
      'lifeguard.request_id': request.facts.id,
    })
    expect(whole?.spanContext().traceId).toBe(request.facts.trace.traceId)
    expect(judging).toMatchObject({
      name: 'judge access token',
      startTime: [second, 1_000_000],
      endTime: [second, 2_000_000],
      attributes: { 'lifeguard.outcome': 'valid' },
    })
    expect(judging?.parentSpanContext?.spanId).toBe(whole?.spanContext().spanId)
  })

  it('makes a span of each call of the database, failed ones marked', () => {
    const call = { operation: 'notes.list', startedAt: startedAt + 2, durationMs: 2, hasFailed: false }
    const failed = { ...call, operation: 'accounts.open', hasFailed: true }

    const [, list, open, whole] = record({ ...request, facts: { ...request.facts, calls: [call, failed] } })

    expect(list).toMatchObject({
      name: 'notes.list',
      kind: SpanKind.CLIENT,
      startTime: [second, 2_000_000],
      attributes: { 'db.operation.name': 'notes.list' },
      status: { code: 0 },
    })
    expect(list?.endTime).toEqual([second, 4_000_000])
    expect(list?.parentSpanContext?.spanId).toBe(whole?.spanContext().spanId)
    expect(open).toMatchObject({ name: 'accounts.open', status: { code: SpanStatusCode.ERROR } })
  })

  it("hangs the span below the caller's, and drops it where the caller does not sample", () => {
    const parentId = '00f067aa0ba902b7'
    const trace = { ...request.facts.trace, parentId }
    const of = (sampled: boolean) => ({ ...request, facts: { id: '1', trace: { ...trace, sampled } } })

    const spans = record(of(true), of(false))

    expect(spans).toMatchObject([{ parentSpanContext: { spanId: parentId, isRemote: true } }])
  })

  it('names a request that no route fits by its method alone', () => {
    const [lost] = record({
      ...request,
      route: null,
      status: 404,
      facts: { ...request.facts, id: '1' },
    }).reverse()

    expect(lost?.name).toBe('GET')
    expect(lost?.attributes).not.toHaveProperty('http.route')
  })

  it('names the reason of a refusal', () => {
    const [refused] = record({
      ...request,
      status: 401,
      facts: { id: '1', trace: request.facts.trace, reason: 'expired' },
    })

    expect(refused?.attributes).toMatchObject({ 'error.type': 'expired' })
  })

  it('marks what is our failure, and not what is refused', () => {
    const facts = { id: '1', trace: request.facts.trace }
    const codes = [500, 503, 401, 200].map((status) => record({ ...request, status, facts })[0]?.status.code)

    const { ERROR, UNSET } = SpanStatusCode
    expect(codes).toEqual([ERROR, ERROR, UNSET, UNSET])
  })

  it.each([
    ['never answers', () => new Promise<never>(() => undefined)],
    ['is gone', () => Promise.reject(new Error('connect ECONNREFUSED'))],
    ['takes everything', () => Promise.resolve()],
  ])('ends where the collector %s', { timeout: 20_000 }, async (_, shutdown) => {
    const processor: SpanProcessor = {
      forceFlush: shutdown,
      shutdown,
      onStart: () => undefined,
      onEnd: () => undefined,
    }

    await expect(traceRequests(processor).close()).resolves.toBeUndefined()
  })
})
