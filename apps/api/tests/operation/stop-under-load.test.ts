import { rm } from 'node:fs/promises'
import { startUserPool } from '@lifeguard/local-user-pool'
import { expect, it } from 'vitest'
import { createDataFolder } from '../../src/testing/databases.ts'
import { stopUnderLoad } from './stop-under-load.ts'

// Twenty times in a row with 200 connections: node apps/api/tests/operation/stop-repeatedly.ts
it('G-18: SIGTERM under load drops no request and ends with code 0', { timeout: 120_000 }, async () => {
  const [pool, folder] = await Promise.all([startUserPool(), createDataFolder()])
  const environment = {
    COGNITO_ISSUER: pool.issuer,
    COGNITO_DOMAIN: pool.domain,
    COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001',
    DATA_DIR: folder,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '1000000',
  }

  const stop = await stopUnderLoad(environment, await pool.accessTokenFor('user@example.com'), 40)

  expect(stop.dropped).toEqual([])
  expect(stop.exitCode).toBe(0)
  expect(stop.answeredAfter).toBeGreaterThan(0)
  expect(stop.tookMs).toBeLessThan(10_000)
  await pool.close()
  await rm(folder, { recursive: true })
})
