// Preloaded into the API (node --import): writes the longest and the 99th percentile pause, in milliseconds, when it ends.
import { writeFileSync } from 'node:fs'
import { PerformanceObserver } from 'node:perf_hooks'
import { percentile } from '../statistics.ts'

const pauses: number[] = []
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) pauses.push(duration)
}).observe({ entryTypes: ['gc'] })

process.on('exit', () => {
  const summary = {
    collections: pauses.length,
    p99Ms: percentile(pauses, 0.99),
    longestMs: percentile(pauses, 1),
  }
  writeFileSync(process.env.GC_SUMMARY ?? '/dev/null', JSON.stringify(summary))
})
