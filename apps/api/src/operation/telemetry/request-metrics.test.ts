import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FinishedRequest } from '../observe-requests.ts'
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts'

class Reader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

interface Point {
  readonly attributes: object
  readonly value: unknown
}

const request: FinishedRequest = {
  facts: { id: '1', trace: { traceId: '1', parentId: null, sampled: true } },
  method: 'GET',
  route: '/notes/:id',
  status: 200,
  startedAt: 0,
  durationMs: 250,
  clientIp: undefined,
  isAborted: false,
  isProbe: false,
}

describe('createRequestMetrics()', () => {
  let reader: Reader
  let metrics: RequestMetrics
  beforeEach(() => {
    reader = new Reader()
    metrics = createRequestMetrics(new MeterProvider({ readers: [reader] }).getMeter('test'))
  })

  async function read(name: string): Promise<Point[]> {
    const { resourceMetrics } = await reader.collect()
    const found = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics)
    return found
      .filter(({ descriptor }) => descriptor.name === name)
      .flatMap(({ dataPoints }): Point[] => [...dataPoints])
  }

  it('measure requests in seconds, by method, route and status, and those of no route without one', async () => {
    metrics.onRequest(request)
    metrics.onRequest({ ...request, method: 'BREW', route: null, status: 404 })

    const [known, unknown] = await read('http.server.request.duration')
    expect(known).toMatchObject({
      value: {
        sum: 0.25,
        buckets: { boundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
      },
    })
    expect(known?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.route': '/notes/:id',
      'http.response.status_code': 200,
    })
    expect(unknown?.attributes).toEqual({
      'http.request.method': '_OTHER',
      'http.response.status_code': 404,
    })
  })

  it('count what was refused, and nothing else', async () => {
    metrics.onRequest(request)
    metrics.onRequest({ ...request, status: 401, facts: { ...request.facts, reason: 'expired' } })

    expect(await read('lifeguard.refusals')).toMatchObject([{ value: 1, attributes: { reason: 'expired' } }])
  })

  it('measure calls of the database in seconds, failed ones apart', async () => {
    const call = { operation: 'notes.list', startedAt: 0, durationMs: 2, hasFailed: false }
    metrics.onCall(call)
    metrics.onCall({ ...call, hasFailed: true })

    const [good, bad] = await read('db.client.operation.duration')
    expect(good).toMatchObject({
      value: { sum: 0.002, buckets: { boundaries: expect.arrayContaining([0.001]) } },
    })
    expect(good?.attributes).toEqual({ 'db.operation.name': 'notes.list' })
    expect(bad?.attributes).toEqual({ 'db.operation.name': 'notes.list', 'error.type': '_OTHER' })
  })

  it('tell the age of a key set in seconds from its last good reading', async () => {
    const issuer = 'https://pool.test'
    const failed = { kind: 'failed', issuer, stillHeld: false, error: new Error('down') } as const
    metrics.onKeySet(failed)
    expect(await read('lifeguard.key_set.age')).toEqual([])

    const loadedAt = performance.now()
    metrics.onKeySet({ kind: 'loaded', issuer, keys: 2, refused: [] })
    const until = loadedAt + 50
    while (performance.now() < until);
    metrics.onKeySet(failed)

    const [age] = await read('lifeguard.key_set.age')
    expect(age).toMatchObject({ attributes: { issuer } })
    expect(age?.value).toBeGreaterThanOrEqual(0.04)
    expect(age?.value).toBeLessThanOrEqual((performance.now() - loadedAt) / 1000)
  })
})
