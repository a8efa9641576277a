// Notes listed and created per second, beside the same on Express and pg alone: node src/notes/throughput.ts [ROUNDS] [STARTS]
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sendAll } from '../load/send-all.ts'
import { readSurroundings } from '../report/surroundings.ts'
import { leaveOneCore, onOneCore } from '../speed/one-core.ts'
import { median } from '../statistics.ts'
import { adding, listing, type NotesRequest, toBytes } from './requests.ts'
import { startNotes } from './start-notes.ts'
import { type RunningServer, startServer } from './start-server.ts'

// A process keeps the luck that it has with memory and compiled code, so both servers are started anew a few times.
const [rounds = 7, starts = 5] = process.argv.slice(2).map(Number)
const lap = 3_000
// Not counted, at the start of a lap: after a pause a server finds the processor's caches full of the other one.
const runUp = 1_000
const plain = fileURLToPath(new URL('plain-server.ts', import.meta.url))

interface Lap {
  readonly perSecond: number
  readonly cpuMicros: number
}

async function measure(server: RunningServer, request: NotesRequest, count: number): Promise<Lap> {
  const bytes = toBytes(server.url, request)
  const expected = request.method === 'GET' ? 200 : 201
  const repeat = (times: number) => Array.from({ length: times }, () => bytes)
  await sendAll(server.url, repeat(runUp))
  const before = await readCpuMs(server.processId)
  const { statuses, seconds } = await sendAll(server.url, repeat(count))
  const cpuMs = (await readCpuMs(server.processId)) - before
  if (statuses.get(expected) !== count) throw new Error(`Unexpected statuses: ${[...statuses].join(' ')}`)
  return { perSecond: count / seconds, cpuMicros: (cpuMs * 1000) / count }
}

/** CPU time of a process since its start, all threads, in milliseconds (proc(5): 100 ticks a second). */
async function readCpuMs(processId: number): Promise<number> {
  const [, afterName = ''] = (await readFile(`/proc/${processId}/stat`, 'utf8')).split(') ')
  const [user, system] = afterName.split(' ').slice(11, 13).map(Number)
  return ((user ?? 0) + (system ?? 0)) * 10
}

interface Pair {
  readonly ours: Lap
  readonly theirs: Lap
}

type Pairs = Record<'list 20 notes' | 'create a note', Pair[]>

/** Both servers in turn, so that whatever else the machine does hits both; prints a table. */
async function race(launcher: readonly string[]): Promise<void> {
  const pairs: Pairs = { 'list 20 notes': [], 'create a note': [] }
  for (let start = 0; start < starts; start++) await addPairs(pairs, launcher)

  console.log('| request | Lifeguard | Express and `pg` alone | ratio by requests | ratio by CPU time |')
  console.log('| --- | --- | --- | --- | --- |')
  for (const [name, figures] of Object.entries(pairs)) console.log(toRow(name, figures))
}

async function addPairs(pairs: Pairs, launcher: readonly string[]): Promise<void> {
  const notes = await startNotes({ launcher })
  const token = await notes.pool.accessTokenFor('user@example.com')
  const theirs = await startServer(plain, { DATABASE_URL: await notes.createDatabase('plain') }, { launcher })
  const measureBoth = async (request: NotesRequest, count: number): Promise<Pair> => ({
    ours: await measure(notes.api, { ...request, token }, count),
    theirs: await measure(theirs, { ...request, token }, count),
  })
  try {
    for (const request of [adding, listing]) await measureBoth(request, 4_000)
    for (let round = 0; round < rounds; round++) {
      pairs['list 20 notes'].push(await measureBoth(listing, lap))
      pairs['create a note'].push(await measureBoth(adding, lap))
    }
  } finally {
    await theirs.stop()
    await notes.stop()
  }
}

function toRow(name: string, figures: readonly Pair[]): string {
  const bySpeed = median(figures.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond))
  const byCpuTime = median(figures.map(({ ours, theirs }) => theirs.cpuMicros / ours.cpuMicros))
  const [ours, theirs] = [figures.map((figure) => figure.ours), figures.map((figure) => figure.theirs)].map(
    (laps) =>
      `${median(laps.map((lap) => lap.perSecond)).toFixed(0)}/s, ${median(laps.map((lap) => lap.cpuMicros)).toFixed(0)} µs`,
  )
  return `| ${[name, ours, theirs, bySpeed.toFixed(2), byCpuTime.toFixed(2)].join(' | ')} |`
}

const { date, node, machine, loadAverage } = await readSurroundings(0)
console.log(
  `${date}, Node ${node}, ${machine}, load average ${loadAverage.toFixed(1)}, ${starts} starts of ${rounds} rounds, PostgreSQL with fsync, 10 connections`,
)
console.log('\nAll cores for everybody:\n')
await race([])
if (onOneCore !== null) {
  console.log('\nA core for the server, the others for PostgreSQL and the load generator:\n')
  leaveOneCore()
  await race(onOneCore)
}
