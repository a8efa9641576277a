// Notes listed and created per second, beside the same on Express and pg alone: node src/notes/throughput.ts [ROUNDS]
import { fileURLToPath } from 'node:url'
import { startUserPool } from '@lifeguard/local-user-pool'
import { sendAll } from '../load/send-all.ts'
import { readSurroundings } from '../report/surroundings.ts'
import { median } from '../statistics.ts'
import { buildApi } from './build-api.ts'
import { adding, listing, type NotesRequest, toBytes } from './requests.ts'
import { startPostgres } from './start-postgres.ts'
import { type RunningServer, startServer } from './start-server.ts'

const rounds = Number(process.argv[2] ?? 7)
const lap = { list: 3_000, create: 2_000 }
const plain = fileURLToPath(new URL('plain-server.ts', import.meta.url))

const [pool, postgres, built] = await Promise.all([startUserPool(), startPostgres(), buildApi()])
const token = await pool.accessTokenFor('user@example.com')
const servers = {
  lifeguard: await startServer(built.script, {
    COGNITO_ISSUER: pool.issuer,
    COGNITO_DOMAIN: pool.domain,
    COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001',
    DATABASE_URL: await postgres.createDatabase('lifeguard'),
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '1000000',
  }),
  plain: await startServer(plain, { DATABASE_URL: await postgres.createDatabase('plain') }),
}

/** Requests per second. */
async function measure({ url }: RunningServer, request: NotesRequest, count: number): Promise<number> {
  const bytes = toBytes(url, { ...request, token })
  const expected = request.method === 'GET' ? 200 : 201
  const { statuses, seconds } = await sendAll(
    url,
    Array.from({ length: count }, () => bytes),
  )
  if (statuses.get(expected) !== count) throw new Error(`Unexpected statuses: ${[...statuses].join(' ')}`)
  return count / seconds
}

try {
  const { node, machine } = await readSurroundings(0)
  console.log(`Node ${node}, ${machine}, ${rounds} rounds, PostgreSQL with fsync, 10 connections`)
  for (const server of Object.values(servers)) {
    await measure(server, adding, 500)
    await measure(server, listing, 1_000)
  }
  for (const [name, request, count] of [
    ['list', listing, lap.list],
    ['create', adding, lap.create],
  ] as const) {
    const figures: { ours: number; theirs: number }[] = []
    // In turn, so that whatever else the machine does hits both.
    for (let round = 0; round < rounds; round++) {
      figures.push({
        ours: await measure(servers.lifeguard, request, count),
        theirs: await measure(servers.plain, request, count),
      })
    }
    const ours = median(figures.map((figure) => figure.ours))
    const theirs = median(figures.map((figure) => figure.theirs))
    const ratio = median(figures.map((figure) => figure.ours / figure.theirs))
    console.log(
      `${name}: ${ours.toFixed(0)}/s, Express and pg alone ${theirs.toFixed(0)}/s, ratio ${ratio.toFixed(2)}`,
    )
  }
} finally {
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  await Promise.all([postgres.close(), pool.close(), built.remove()])
}
