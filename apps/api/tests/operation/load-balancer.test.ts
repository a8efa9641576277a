import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { Note } from '@lifeguard/api-contract'
import { startUserPool } from '@lifeguard/local-user-pool'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { createPostgresDatabase } from '../../src/testing/databases.ts'
import { environmentFor } from '../../src/testing/environment-for.ts'
import { type Program, runProgram } from '../../src/testing/run-program.ts'
import { findFreePort, hasNginx, type Nginx, startNginx } from './start-nginx.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const isPossible = hasNginx() && inject('postgresServer') !== null

describe.skipIf(!isPossible)('two instances behind a load balancer', { timeout: 120_000 }, () => {
  let instances: [Program, Program]
  let nginx: Nginx
  let token: string
  const closing: (() => Promise<unknown>)[] = []

  async function start(rateLimitPerMinute = 100_000): Promise<void> {
    const pool = await startUserPool()
    closing.unshift(pool.close)
    token = await pool.accessTokenFor('user@example.com')
    const port = await findFreePort()
    const environment = {
      ...environmentFor(pool),
      DATABASE_URL: await createPostgresDatabase(),
      API_URL: `http://127.0.0.1:${port}`,
      TRUST_PROXY_HOPS: '1',
      RATE_LIMIT_PER_MINUTE: String(rateLimitPerMinute),
    }
    // At the same moment: they take turns at the migrations.
    instances = [runProgram(main, environment), runProgram(main, environment)]
    for (const { stop, ended } of instances) {
      closing.unshift(() => {
        stop('SIGKILL')
        return ended
      })
    }
    const [first, second] = await Promise.all([instances[0].listening, instances[1].listening])
    nginx = await startNginx(port, [first, second])
    closing.unshift(nginx.close)
  }
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  const call = (method: string, path: string, init: RequestInit = {}) =>
    fetch(`${nginx.url}${path}`, {
      method,
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    })

  /** Adds a note as a caller should: the same key again until there is an answer. */
  async function addNote(title: string, statuses: number[]): Promise<string> {
    const key = randomUUID()
    for (;;) {
      const answer = await call('POST', '/notes', {
        headers: { 'idempotency-key': key },
        body: JSON.stringify({ title, text: '' }),
      })
      statuses.push(answer.status)
      if (answer.status === 201) return Note.parse(await answer.json()).id
    }
  }

  async function listAll(): Promise<Map<string, string>> {
    const exported = await (await call('GET', '/exports/notes')).text()
    const notes = exported
      .trim()
      .split('\n')
      .map((line): { id: string; title: string } => JSON.parse(line))
    return new Map(notes.map(({ id, title }) => [id, title]))
  }

  async function underLoad(disturb: () => void) {
    const acknowledged: string[] = []
    const statuses: number[] = []
    let isOver = false
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; !isOver; i++) {
        acknowledged.push(await addNote(`note ${writer}-${i}`, statuses))
        statuses.push((await call('GET', '/me')).status)
      }
    })
    await vi.waitUntil(() => acknowledged.length >= 50, { timeout: 30_000 })
    disturb()
    const soFar = acknowledged.length
    await vi.waitUntil(() => acknowledged.length >= soFar + 100, { timeout: 60_000 })
    isOver = true
    await Promise.all(writers)
    return { acknowledged, statuses: new Set(statuses) }
  }

  it('keep every acknowledged write and every session when one is killed', async () => {
    await start()
    const { acknowledged, statuses } = await underLoad(() => instances[0].stop('SIGKILL'))

    const stored = await listAll()
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    // Sent again under their key, they happened once.
    expect(new Set(stored.values()).size).toBe(stored.size)
    expect(statuses).not.toContain(401)
    expect(statuses).not.toContain(500)
  })

  it('let nobody notice when one is stopped', async () => {
    await start()
    const { acknowledged, statuses } = await underLoad(() => instances[1].stop('SIGTERM'))

    const stored = await listAll()
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    expect([...statuses].sort()).toEqual([200, 201])
    expect(await instances[1].ended).toEqual({ code: 0, stderr: '' })
  })

  it('share one rate limit', async () => {
    await start(40)

    const statuses: number[] = []
    for (let i = 0; i < 60; i++) statuses.push((await call('GET', '/me')).status)

    // Up to a twentieth of the budget may stay unspent with each of them.
    const admitted = statuses.filter((status) => status === 200).length
    expect(admitted).toBeLessThanOrEqual(40)
    expect(admitted).toBeGreaterThanOrEqual(40 - 2 * 2)
    expect(statuses.at(-1)).toBe(429)
  })
})
