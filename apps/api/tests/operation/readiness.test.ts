import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Readiness } from '../../src/operation/readiness.ts'
import { startTestApi, type TestApi } from '../../src/testing/test-api.ts'
import { type StartedApp, startApp } from './start-app.ts'

describe('GET /readyz', () => {
  let api: StartedApp
  afterEach(() => api.close())

  async function ask(readiness: Readiness): Promise<Response> {
    api = await startApp({ checkReadiness: async () => readiness })
    return await fetch(`${api.url}/readyz`)
  }

  it.each(['fresh', 'stale'] as const)('is ready with a %s key set, and says so', async (keySet) => {
    const response = await ask({ keySet, obstacles: [] })

    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', keySet }])
  })

  it('names everything that keeps the API from answering, and when to ask again', async () => {
    const response = await ask({ keySet: 'fresh', obstacles: ['No database', 'No electricity'] })

    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toMatchObject({
      type: 'urn:lifeguard:problem:unavailable',
      detail: 'No database; No electricity',
    })
  })
})

describe('P-16: while the key set of the pool hangs', () => {
  let pool: Server
  let api: TestApi

  beforeEach(async () => {
    pool = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => pool.once('listening', resolve))
    // A TCP server has an object for an address.
    const { port } = pool.address() as AddressInfo
    api = await startTestApi({ COGNITO_ISSUER: `http://127.0.0.1:${port}/us-east-1_Hanging` })
  })
  afterEach(async () => {
    await api.close()
    pool.closeAllConnections()
    pool.close()
  })

  it('the API is alive and not ready, and answers both without waiting', async () => {
    const startedAt = performance.now()
    const alive = await api.call('GET', '/livez')
    const ready = await api.call('GET', '/readyz')
    const tookMs = performance.now() - startedAt

    expect(alive.status).toBe(200)
    expect(ready.status).toBe(503)
    expect(ready.headers.get('retry-after')).toBe('2')
    expect(await ready.json()).toMatchObject({ detail: 'No key set of the user pool has been read' })
    // Reading a key set is given 2 s.
    expect(tookMs).toBeLessThan(1_500)
  })
})
