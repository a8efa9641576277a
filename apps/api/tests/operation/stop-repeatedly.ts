// Stops the API under load again and again (G-18): node tests/operation/stop-repeatedly.ts [REPETITIONS] [CONNECTIONS] [pglite]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startUserPool } from '@lifeguard/local-user-pool'
import { environmentFor } from '../../src/testing/environment-for.ts'
import { createDatabase, findPostgres, startPostgres } from '../../src/testing/postgres-server.ts'
import { stopUnderLoad } from './stop-under-load.ts'

const [repetitions = 20, connections = 200] = process.argv.slice(2, 4).map(Number)
const pool = await startUserPool()
const database = process.argv[4] === 'pglite' ? await prepareFolder() : await preparePostgres()
const token = await pool.accessTokenFor('user@example.com')
const environment = { ...environmentFor(pool), ...database.environment }

let dropped = 0
for (let i = 1; i <= repetitions; i++) {
  const stop = await stopUnderLoad(environment, token, connections)
  dropped += stop.dropped.length
  const { answeredBefore, answeredAfter, exitCode, tookMs } = stop
  console.log(
    `${i}: ${answeredBefore} answered before, ${answeredAfter} after, dropped ${stop.dropped.join(' ') || 'none'}, exit code ${exitCode} after ${(tookMs / 1000).toFixed(1)} s`,
  )
}
console.log(`${repetitions} stops with ${connections} busy connections: ${dropped} requests dropped`)
await Promise.all([pool.close(), database.close()])
process.exitCode = dropped === 0 ? 0 : 1

async function preparePostgres() {
  const programs = await findPostgres()
  if (programs === undefined)
    throw new Error('Cannot start PostgreSQL: install the Debian package "postgresql"')
  const server = await startPostgres(programs)
  return { environment: { DATABASE_URL: await createDatabase(server.url) }, close: server.close }
}

async function prepareFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'stop-'))
  return { environment: { DATA_DIR: folder }, close: () => rm(folder, { recursive: true }) }
}
