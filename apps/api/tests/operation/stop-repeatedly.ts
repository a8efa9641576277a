// Stops the API under load again and again (G-18): node tests/operation/stop-repeatedly.ts [REPETITIONS] [CONNECTIONS]
import { startUserPool } from '@lifeguard/local-user-pool'
import { createDatabase, findPostgres, startPostgres } from '../../src/testing/postgres-server.ts'
import { stopUnderLoad } from './stop-under-load.ts'

const [repetitions = 20, connections = 200] = process.argv.slice(2).map(Number)
const programs = await findPostgres()
if (programs === undefined)
  throw new Error('Cannot start PostgreSQL: install the Debian package "postgresql"')
const [pool, postgres] = await Promise.all([startUserPool(), startPostgres(programs)])
const token = await pool.accessTokenFor('user@example.com')
const environment = {
  COGNITO_ISSUER: pool.issuer,
  COGNITO_DOMAIN: pool.domain,
  COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001',
  DATABASE_URL: await createDatabase(postgres.url),
  PORT: '0',
  RATE_LIMIT_PER_MINUTE: '1000000',
}

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
await Promise.all([pool.close(), postgres.close()])
process.exitCode = dropped === 0 ? 0 : 1
