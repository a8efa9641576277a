import { type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecrets } from './secrets.ts'

describe('createSecrets()', () => {
  let running: RunningUserPool
  beforeAll(async () => {
    running = await startUserPool()
  })
  afterAll(() => running.close())

  it('finds a token, its claims and its signature in a log, and a token that was struck out', async () => {
    const { pool, refuseIn } = createSecrets(running)
    const { accessToken, refreshToken } = await pool.tokensFor('user@example.com')
    const [, claims, signature] = accessToken.split('.')

    for (const secret of [accessToken, claims, signature, refreshToken, '[redacted]']) {
      expect(() => refuseIn(`{"event":"listening"}\n{"route":"/${secret}?x"}`)).toThrow('in line 2')
    }
  })

  it('lets a log pass that has request ids and no token', async () => {
    const { pool, refuseIn } = createSecrets(running)
    await pool.accessTokenFor('user@example.com')

    refuseIn(
      '{"requestId":"2e07cae3-ea0f-4f3d-9a07-476a4eee5eec","traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}',
    )
  })
})
