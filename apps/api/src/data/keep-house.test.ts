import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../log.ts'
import { databases } from '../testing/databases.ts'
import type { Database } from './database.ts'
import { keepHouse } from './keep-house.ts'
import { deniedTokens, idempotencyKeys } from './schema.ts'

const hourMs = 60 * 60 * 1000
const [{ open }] = databases
const owner = { issuer: 'https://pool.example', subject: 'ada' }

describe('keepHouse()', () => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  // The database tells the time by itself.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
  afterEach(() => void vi.useRealTimers())

  async function fill(): Promise<void> {
    const { queries } = database
    const inAnHour = new Date(Date.now() + hourMs)
    const yesterday = new Date(Date.now() - 25 * hourMs)
    const denial = { kind: 'subject', issuer: owner.issuer, signedInUntil: 0 } as const
    await queries.delete(deniedTokens)
    await queries.delete(idempotencyKeys)
    await queries.insert(deniedTokens).values([
      { ...denial, id: crypto.randomUUID(), name: 'past', until: yesterday },
      { ...denial, id: crypto.randomUUID(), name: 'present', until: inAnHour },
    ])
    await queries.insert(idempotencyKeys).values([
      { ...owner, key: 'past', requestHash: '', result: {}, createdAt: yesterday },
      { ...owner, key: 'present', requestHash: '', result: {}, createdAt: new Date() },
    ])
  }

  async function kept(): Promise<string[]> {
    const denials = await database.queries.select({ name: deniedTokens.name }).from(deniedTokens)
    const keys = await database.queries.select({ name: idempotencyKeys.key }).from(idempotencyKeys)
    return [...denials, ...keys].map(({ name }) => name).sort()
  }

  it('removes every hour what nobody can ask for any more, until it is ended', async () => {
    const stop = keepHouse(database.queries, createLog('silent'))
    await fill()

    vi.advanceTimersByTime(hourMs - 1)
    expect(await kept()).toEqual(['past', 'past', 'present', 'present'])
    vi.advanceTimersByTime(1)
    await expect.poll(kept).toEqual(['present', 'present'])
    await fill()
    vi.advanceTimersByTime(hourMs)
    await expect.poll(kept).toEqual(['present', 'present'])

    stop()
    await fill()
    vi.advanceTimersByTime(2 * hourMs)
    expect(await kept()).toEqual(['past', 'past', 'present', 'present'])
  })

  it('says so where it cannot, and tries again', async () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    const remove = vi.spyOn(database.queries, 'delete').mockImplementationOnce(() => {
      throw new Error('down')
    })
    const stop = keepHouse(database.queries, log)

    vi.advanceTimersByTime(hourMs)
    await expect.poll(() => lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      event: 'house-keeping-failed',
      error: { message: 'down' },
    })
    remove.mockRestore()
    await fill()
    vi.advanceTimersByTime(hourMs)
    await expect.poll(kept).toEqual(['present', 'present'])
    stop()
  })
})
