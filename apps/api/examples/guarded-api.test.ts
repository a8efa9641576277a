import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGuardedApi } from './guarded-api.ts'

describe('the guarded API of the README', () => {
  let pool: RunningUserPool
  let server: Server
  const asked: string[] = []

  beforeAll(async () => {
    pool = await startUserPool()
    const app = createGuardedApi({
      issuer: pool.issuer,
      clientIds: ['lifeguardweb00000000000001'],
      findAccount: async (subject) => {
        asked.push(subject)
        return { email: 'user@example.com' }
      },
    })
    server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(async () => {
    await once(server.close(), 'close')
    await pool.close()
  })

  async function get(path: string, name?: string, scope = 'openid'): Promise<Response> {
    const headers: Record<string, string> =
      name === undefined ? {} : { Authorization: `Bearer ${await pool.accessTokenFor(name, { scope })}` }
    const { port } = server.address() as AddressInfo
    return await fetch(`http://127.0.0.1:${port}${path}`, { headers })
  }

  it('stands in the README as it is here', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    const example = readFileSync(new URL('guarded-api.ts', import.meta.url), 'utf8')

    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)
  })

  it('requires a token where one endpoint says so, and a scope', async () => {
    expect((await get('/me')).headers.get('www-authenticate')).toMatch(/^Bearer /)
    expect((await get('/me', 'user@example.com')).status).toBe(200)
    expect((await get('/notes', 'user@example.com')).headers.get('www-authenticate')).toContain(
      'scope="notes/read"',
    )
    expect((await get('/notes', 'user@example.com', 'openid notes/read')).status).toBe(200)
  })

  it('guards a group of endpoints at once', async () => {
    expect((await get('/admin/users')).status).toBe(401)
    expect((await get('/admin/users', 'user@example.com')).status).toBe(403)
    expect((await get('/admin/users', 'admin@example.com')).status).toBe(200)
  })

  it('loads the user only where a handler asks', async () => {
    await get('/me', 'user@example.com')
    expect(asked).toEqual([])

    expect(await (await get('/profile', 'user@example.com')).json()).toEqual({ email: 'user@example.com' })
    expect(asked).toHaveLength(1)
  })
})
