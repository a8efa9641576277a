import { Client } from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { openPostgres } from '../../data/open-postgres.ts'
import { createPostgresDatabase } from '../../testing/databases.ts'
import { createBudgets } from './budgets.ts'
import { createSharedCounts } from './shared-counts.ts'

const quota = { limit: 40, windowSeconds: 60 }

describe.skipIf(inject('postgresServer') === null)('createSharedCounts()', () => {
  const onConnectionLost = (error: Error) => {
    throw error
  }
  // What is counted here does not depend on how busy the machine is.
  const patient = { onConnectionLost, patienceMs: 60_000 }

  async function createMigratedDatabase(): Promise<string> {
    const url = await createPostgresDatabase()
    const database = await openPostgres(url, onConnectionLost)
    await database.close()
    return url
  }

  it('counts for all instances together', async () => {
    const url = await createMigratedDatabase()
    const instances = [1, 2, 3].map(() => createSharedCounts(url, quota, patient))

    const answers = await Promise.all(
      instances.flatMap(({ take }) => {
        const budgets = createBudgets({ ...quota, takeShare: take })
        return Array.from({ length: 40 }, () => budgets.take('principal http://pool.test f3a1'))
      }),
    )

    expect(answers.filter(({ isAdmitted }) => isAdmitted)).toHaveLength(quota.limit)
    await Promise.all(instances.map((instance) => instance.close()))
    const client = new Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query('select key from rate_limits')
    await client.end()
    // Who calls how often is nobody's business there.
    expect(rows).toEqual([{ key: expect.stringMatching(/^[\w-]{43}$/) }])
  })

  it('begins anew when the window is over', async () => {
    const url = await createMigratedDatabase()
    const { take, close } = createSharedCounts(url, { limit: 4, windowSeconds: 1 }, patient)

    // At the same moment, since the window is short.
    const both = await Promise.all([take('a', 4), take('a', 4)])
    await expect.poll(() => take('a', 4)).toMatchObject({ granted: 4 })

    expect(both.map(({ granted }) => granted).sort()).toEqual([0, 4])
    expect(both.map(({ remaining }) => remaining)).toEqual([0, 0])
    await close()
  })
  it('is given up where it does not answer, and asked again', async () => {
    const url = await createMigratedDatabase()
    const { take, close } = createSharedCounts(url, quota, { onConnectionLost })
    const blocker = new Client({ connectionString: url })
    await blocker.connect()
    await blocker.query('begin')
    await blocker.query('lock table rate_limits in access exclusive mode')

    await expect(take('a', 2)).rejects.toThrow('timeout')
    await blocker.query('rollback')
    await blocker.end()

    await expect.poll(() => take('a', 2).catch(() => null)).toMatchObject({ granted: 2 })
    await close()
  })
})
