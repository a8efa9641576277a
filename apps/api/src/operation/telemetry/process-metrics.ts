import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Meter } from '@opentelemetry/api'

const resolutionMs = 20

/** Measures the process itself; returns what ends the measuring. */
export function measureProcess(meter: Meter): () => void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  const utilizationFrom = performance.eventLoopUtilization()

  const p50 = meter.createObservableGauge('nodejs.eventloop.delay.p50', { unit: 's' })
  const p99 = meter.createObservableGauge('nodejs.eventloop.delay.p99', { unit: 's' })
  const max = meter.createObservableGauge('nodejs.eventloop.delay.max', { unit: 's' })
  const utilization = meter.createObservableGauge('nodejs.eventloop.utilization')
  const memory = meter.createObservableGauge('process.memory.usage', { unit: 'By' })
  const heap = meter.createObservableGauge('v8js.memory.heap.used', { unit: 'By' })

  meter.addBatchObservableCallback(
    (observer) => {
      const { rss, heapUsed } = process.memoryUsage()
      observer.observe(p50, toDelay(delay.percentile(50)))
      observer.observe(p99, toDelay(delay.percentile(99)))
      observer.observe(max, toDelay(delay.max))
      observer.observe(utilization, performance.eventLoopUtilization(utilizationFrom).utilization)
      observer.observe(memory, rss)
      observer.observe(heap, heapUsed)
      // So that each reading tells of the time since the one before.
      delay.reset()
    },
    [p50, p99, max, utilization, memory, heap],
  )
  return () => void delay.disable()
}

/** In seconds. Node tells nanoseconds from one look to the next, of which the pause between them is no delay. */
function toDelay(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e9 - resolutionMs / 1e3)
}
