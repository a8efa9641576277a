// Keeps one API busy for long: node src/notes/soak.ts [--minutes 60] [--rate 300]
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openConnection } from '../load/connection.ts'
import { readSurroundings } from '../report/surroundings.ts'
import { toBytes } from './requests.ts'
import { type Expectation, mintTraffic } from './soak-traffic.ts'
import { startNotes } from './start-notes.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string', default: '300' } },
})
const lengthMs = Number(values.minutes) * 60_000
const rate = Number(values.rate)
const connections = 20
// As often as every 5 minutes of an hour: keys rotate, and once the pool is out for as long.
const phaseMs = lengthMs / 12
const outagePhase = 6
const sampleMs = 5_000

const folder = await mkdtemp(join(tmpdir(), 'soak-'))
const { pool, api, stop } = await startNotes({
  settings: { METRICS_PORT: '0', GC_SUMMARY: join(folder, 'gc.json') },
  nodeOptions: ['--import', fileURLToPath(new URL('observe-gc.ts', import.meta.url))],
})
const metricsUrl = await api.urlOf('metrics')

const counts = new Map<string, number>()
const unexpected = new Map<string, number>()
const samples: { readonly seconds: number; readonly rssMb: number; readonly files: number }[] = []
let traffic = await mintTraffic(pool)
const startedAt = performance.now()
const elapsed = () => performance.now() - startedAt

async function sendOnOneConnection(index: number): Promise<void> {
  let answered = Promise.withResolvers<number>()
  const connection = await open()
  async function open() {
    return await openConnection(api.url, {
      answer: (status) => answered.resolve(status),
      failure: (error) => answered.reject(error),
    })
  }
  for (let i = index; elapsed() < lengthMs; i += connections) {
    const expectation = traffic[i % traffic.length]
    if (expectation === undefined) return
    answered = Promise.withResolvers()
    connection.send(toBytes(api.url, expectation.request))
    record(expectation, await answered.promise)
    await sleep(Math.max(0, startedAt + ((i + connections) / rate) * 1000 - performance.now()))
  }
  connection.close()
}

function record({ name, status }: Expectation, got: number): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
  if (got === status) return
  const what = `${got} for ${status}`
  unexpected.set(what, (unexpected.get(what) ?? 0) + 1)
}

async function disturb(): Promise<void> {
  for (let phase = 1; phase < 12; phase++) {
    await sleep(Math.max(0, phase * phaseMs - elapsed()))
    if (phase === outagePhase) pool.faults.set({ endpoints: { keySet: { status: 500 } } })
    else pool.faults.clear()
    // During the outage no new key can become known.
    if (phase !== outagePhase) await pool.rotateKeys()
    const next = await mintTraffic(pool)
    // In a flood of unknown keys a new one is honoured within 30 s, or 38 s after a reading that failed. Pools publish
    // a key earlier than they use it.
    await sleep(Math.min(45_000, 0.9 * phaseMs))
    traffic = next
  }
}

async function sample(): Promise<void> {
  while (elapsed() < lengthMs) {
    await sleep(sampleMs)
    const rssKb = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${api.processId}/status`, 'utf8'))?.[1]
    const files = (await readdir(`/proc/${api.processId}/fd`)).length
    samples.push({ seconds: Math.round(elapsed() / 1000), rssMb: Number(rssKb) / 1024, files })
  }
}

try {
  const { node, machine, loadAverage } = await readSurroundings(0)
  console.log(
    `${values.minutes} minutes at ${rate}/s, Node ${node}, ${machine}, load ${loadAverage.toFixed(1)}`,
  )
  await Promise.all([
    ...Array.from({ length: connections }, (_, index) => sendOnOneConnection(index)),
    disturb(),
    sample(),
  ])
  const metrics = await (await fetch(metricsUrl)).text()
  await api.stop()
  report(metrics, await readFile(join(folder, 'gc.json'), 'utf8'))
} finally {
  await stop()
  await rm(folder, { recursive: true })
}

function report(metrics: string, gc: string): void {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  // The first sixth warms up: caches fill, code is compiled.
  const settled = samples.slice(Math.floor(samples.length / 6))
  const rss = settled.map(({ rssMb }) => rssMb)
  const growth = (rss.at(-1) ?? 0) / (rss[0] ?? 1)
  const files = settled.map((sample) => sample.files)
  const { p99Ms, longestMs } = JSON.parse(gc)
  const rows = [
    ['found', 'goal'],
    ['---', '---'],
    [`requests: ${total}, ${(total / (lengthMs / 1000)).toFixed(0)}/s`, '60 minutes, 30 % of the maximum'],
    [
      `unexpected statuses: ${unexpected.size === 0 ? 'none' : [...unexpected].map(([what, count]) => `${count} × ${what}`).join(', ')}`,
      'none',
    ],
    [
      `RSS after the first sixth ${rss[0]?.toFixed(0)} MB, at the end ${rss.at(-1)?.toFixed(0)} MB: ${growth.toFixed(2)} times`,
      'at most 1.10 times',
    ],
    [`slope of RSS: ${slope().toFixed(2)} MB in 10 minutes`, 'less than 1 MB in 10 minutes'],
    [`open files: ${Math.min(...files)} to ${Math.max(...files)}`, 'constant'],
    [
      `pauses of the garbage collector: 99th percentile ${p99Ms.toFixed(0)} ms, longest ${longestMs.toFixed(0)} ms`,
      '50 ms',
    ],
  ]
  console.log(rows.map((row) => `| ${row.join(' | ')} |`).join('\n'))
  console.log([...counts].map(([name, count]) => `${name} ${count}`).join(', '))
  console.log(
    samples
      .filter((_, i) => i % 12 === 0)
      .map(({ seconds, rssMb }) => `${seconds} s ${rssMb.toFixed(0)} MB`)
      .join(', '),
  )
  console.log(
    metrics
      .split('\n')
      .filter((line) => /^(lifeguard_key_set|nodejs_eventloop_delay)/.test(line))
      .join('\n'),
  )

  function slope(): number {
    const meanX = mean(settled.map(({ seconds }) => seconds))
    const meanY = mean(rss)
    const [above, below] = settled.reduce(
      ([up, down], { seconds, rssMb }) => [
        up + (seconds - meanX) * (rssMb - meanY),
        down + (seconds - meanX) ** 2,
      ],
      [0, 0],
    )
    return ((above ?? 0) / (below ?? 1)) * 600
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
