// Notes listed and created per second, beside the same on Express and pg alone: node src/notes/throughput.ts [ROUNDS]
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sendAll } from '../load/send-all.ts'
import { readSurroundings } from '../report/surroundings.ts'
import { median } from '../statistics.ts'
import { adding, listing, type NotesRequest, toBytes } from './requests.ts'
import { startNotes } from './start-notes.ts'
import { type RunningServer, startServer } from './start-server.ts'

const rounds = Number(process.argv[2] ?? 11)
const lap = { list: 3_000, create: 3_000 }
// Not counted, at the start of a lap: after a pause a server finds the processor's caches full of the other one.
const runUp = 1_000
const plain = fileURLToPath(new URL('plain-server.ts', import.meta.url))

const notes = await startNotes()
const token = await notes.pool.accessTokenFor('user@example.com')
const servers = {
  lifeguard: notes.api,
  plain: await startServer(plain, { DATABASE_URL: await notes.createDatabase('plain') }),
}

interface Lap {
  readonly perSecond: number
  readonly cpuMicros: number
}

async function measure(server: RunningServer, request: NotesRequest, count: number): Promise<Lap> {
  const bytes = toBytes(server.url, { ...request, token })
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

try {
  const { date, node, machine, loadAverage } = await readSurroundings(0)
  console.log(
    `${date}, Node ${node}, ${machine}, load average ${loadAverage.toFixed(1)}, ${rounds} rounds, PostgreSQL with fsync, 10 connections\n`,
  )
  console.log('| request | Lifeguard | Express and `pg` alone | ratio by requests | ratio by CPU time |')
  console.log('| --- | --- | --- | --- | --- |')
  for (const server of Object.values(servers)) {
    await measure(server, adding, 4_000)
    await measure(server, listing, 4_000)
  }
  for (const [name, request, count] of [
    ['list 20 notes', listing, lap.list],
    ['create a note', adding, lap.create],
  ] as const) {
    const figures: { ours: Lap; theirs: Lap }[] = []
    // In turn, so that whatever else the machine does hits both.
    for (let round = 0; round < rounds; round++) {
      figures.push({
        ours: await measure(servers.lifeguard, request, count),
        theirs: await measure(servers.plain, request, count),
      })
    }
    const bySpeed = median(figures.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond))
    const byCpuTime = median(figures.map(({ ours, theirs }) => theirs.cpuMicros / ours.cpuMicros))
    const [ours, theirs] = [figures.map((figure) => figure.ours), figures.map((figure) => figure.theirs)].map(
      (laps) =>
        `${median(laps.map((lap) => lap.perSecond)).toFixed(0)}/s, ${median(laps.map((lap) => lap.cpuMicros)).toFixed(0)} µs`,
    )
    console.log(`| ${[name, ours, theirs, bySpeed.toFixed(2), byCpuTime.toFixed(2)].join(' | ')} |`)
  }
} finally {
  await servers.plain.stop()
  await notes.stop()
}
