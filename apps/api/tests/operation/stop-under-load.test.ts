import { startUserPool } from '@lifeguard/local-user-pool'
import { expect, inject, it } from 'vitest'
import { createPostgresDatabase } from '../../src/testing/databases.ts'
import { environmentFor } from '../../src/testing/environment-for.ts'
import { stopUnderLoad } from './stop-under-load.ts'

// Twenty times in a row with 200 connections: node apps/api/tests/operation/stop-repeatedly.ts
const hasServer = inject('postgresServer') !== null

it.skipIf(!hasServer)('P-15, G-18: SIGTERM under load drops no request', { timeout: 120_000 }, async () => {
  const [pool, database] = await Promise.all([startUserPool(), createPostgresDatabase()])
  const environment = { ...environmentFor(pool), DATABASE_URL: database }

  const stop = await stopUnderLoad(environment, await pool.accessTokenFor('user@example.com'), 40)

  expect(stop.dropped).toEqual([])
  expect(stop.exitCode).toBe(0)
  expect(stop.answeredAfter).toBeGreaterThan(0)
  expect(stop.tookMs).toBeLessThan(10_000)
  await pool.close()
})
