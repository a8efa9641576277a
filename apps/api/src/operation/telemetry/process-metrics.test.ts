import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { measureProcess } from './process-metrics.ts'

class Reader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

describe('measureProcess()', () => {
  let reader: Reader
  let stop: () => void
  beforeEach(() => {
    reader = new Reader()
    stop = measureProcess(new MeterProvider({ readers: [reader] }).getMeter('test'))
  })
  afterEach(() => stop())

  async function read(): Promise<Record<string, number>> {
    const { resourceMetrics } = await reader.collect()
    const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics)
    return Object.fromEntries(
      metrics.map(({ descriptor, dataPoints }) => [descriptor.name, Number(dataPoints[0]?.value)]),
    )
  }

  it('finds no delay in an event loop that has nothing to do', async () => {
    await vi.waitUntil(
      async () => {
        const { 'nodejs.eventloop.delay.max': max = 0, 'nodejs.eventloop.delay.p50': p50 = 1 } = await read()
        // Before the first look there is no delay at all.
        return max > 0 && p50 < 0.01
      },
      { timeout: 20_000, interval: 100 },
    )
  })

  it('finds the delay that a busy event loop has, and the next reading knows nothing of it', async () => {
    const maxOf = async () => (await read())['nodejs.eventloop.delay.max']
    const maxAfterBeingBusy = async () => {
      const until = performance.now() + 300
      while (performance.now() < until);
      // Whoever looks at the event loop has their turn first.
      for (const _ of [1, 2]) await new Promise((resolve) => setImmediate(resolve))
      return await maxOf()
    }

    await expect.poll(maxAfterBeingBusy).toBeGreaterThan(0.25)
    await expect.poll(maxOf).toBeLessThan(0.25)
  })

  it('reads shares of one, and bytes', async () => {
    const values = await read()

    expect(values['nodejs.eventloop.utilization']).toBeLessThanOrEqual(1)
    expect(values['nodejs.eventloop.utilization']).toBeGreaterThan(0)
    expect(values['v8js.memory.heap.used']).toBeGreaterThan(1_000_000)
    expect(values['process.memory.usage']).toBeGreaterThan(values['v8js.memory.heap.used'] ?? 0)
  })
})
