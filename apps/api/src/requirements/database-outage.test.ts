import { setTimeout as sleep } from 'node:timers/promises'
import { Note } from '@lifeguard/api-contract'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createDatabase,
  findPostgres,
  type PostgresServer,
  startPostgres,
} from '../testing/postgres-server.ts'
import { startTestApi, type TestApi } from '../testing/test-api.ts'

const programs = await findPostgres()

describe.skipIf(programs === undefined)('PostgreSQL goes away', { timeout: 120_000 }, () => {
  let server: PostgresServer
  let databaseUrl: string
  let api: TestApi
  let token: string

  beforeAll(async () => {
    server = await startPostgres(programs ?? '')
    databaseUrl = await createDatabase(server.url)
    api = await startTestApi({ DATABASE_URL: databaseUrl, RATE_LIMIT_PER_MINUTE: '1000000' })
    token = await api.userToken()
  }, 120_000)
  afterAll(async () => {
    await api?.close()
    await server?.close()
  })

  async function addNote(title: string): Promise<Response> {
    return await api.call('POST', '/notes', { token, json: { title, text: '' } })
  }

  async function exportIds(): Promise<string[]> {
    const lines = await (await api.call('GET', '/exports/notes', { token })).text()
    return lines
      .split('\n')
      .filter(Boolean)
      .map((line) => Note.parse(JSON.parse(line)).id)
  }

  it('loses no note that it acknowledged when the server is killed under load, and recovers by itself', async () => {
    const acknowledged: string[] = []
    const statuses = new Set<number>()
    let writing = true
    const writer = async (name: number) => {
      while (writing) {
        const response = await addNote(`by writer ${name}`)
        statuses.add(response.status)
        if (response.status === 201) acknowledged.push(Note.parse(await response.json()).id)
        else await sleep(20)
      }
    }
    const writers = [1, 2, 3, 4, 5, 6].map(writer)

    await until(() => acknowledged.length >= 60)
    await server.kill()
    await until(() => statuses.has(503))
    const before = acknowledged.length
    await server.start()
    await until(() => acknowledged.length >= before + 20)
    writing = false
    await Promise.all(writers)

    const kept = new Set(await exportIds())
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    expect([...statuses].sort()).toEqual([201, 503])
  })

  it('says 503 and when to come back, while it is away, and is not ready', async () => {
    await server.kill()
    const [write, ready, live] = [
      await addNote('never'),
      await api.call('GET', '/readyz'),
      await api.call('GET', '/livez'),
    ]
    await server.start()

    expect([write.status, ready.status, live.status]).toEqual([503, 503, 200])
    expect(write.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(write.headers.get('www-authenticate')).toBeNull()
    expect(await write.json()).toMatchObject({ type: 'urn:lifeguard:problem:unavailable' })
    await until(async () => (await addNote('again')).status === 201)
  })

  it('says 503 when every connection is taken, and goes on when they are free again', async () => {
    const blocker = new Client({ connectionString: databaseUrl })
    await blocker.connect()
    await blocker.query('begin')
    await blocker.query('lock table notes in access exclusive mode')

    const waiting = Array.from({ length: 12 }, () => api.call('GET', '/notes', { token }))
    const first = await Promise.race(waiting)
    await blocker.query('rollback')
    await blocker.end()
    const statuses = (await Promise.all(waiting)).map(({ status }) => status)

    expect(first.status).toBe(503)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect((await api.call('GET', '/notes', { token })).status).toBe(200)
  })

  it('P-14: fails at none of this', () => {
    expect(api.log.filter(({ event }) => event === 'failed' || event === 'crashed')).toEqual([])
  })
})

/** Waits for something that must come; the test's own time limit ends it otherwise. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20)
}
