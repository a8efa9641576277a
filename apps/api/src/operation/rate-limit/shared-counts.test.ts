import { describe, expect, inject, it } from 'vitest'
import { openPostgres } from '../../data/open-postgres.ts'
import { createPostgresDatabase } from '../../testing/databases.ts'
import { createBudgets } from './budgets.ts'
import { createSharedCounts } from './shared-counts.ts'

const quota = { limit: 40, windowSeconds: 60 }

describe.skipIf(inject('postgresServer') === null)('createSharedCounts()', () => {
  const unexpected = (error: Error) => {
    throw error
  }

  async function createMigratedDatabase(): Promise<string> {
    const url = await createPostgresDatabase()
    const database = await openPostgres(url, unexpected)
    await database.close()
    return url
  }

  it('counts for all instances together', async () => {
    const url = await createMigratedDatabase()
    const instances = [1, 2, 3].map(() => createSharedCounts(url, quota, unexpected))

    const answers = await Promise.all(
      instances.flatMap(({ take }) => {
        const budgets = createBudgets({ ...quota, takeShare: take })
        return Array.from({ length: 40 }, () => budgets.take('principal http://pool.test f3a1'))
      }),
    )

    expect(answers.filter(({ isAdmitted }) => isAdmitted)).toHaveLength(quota.limit)
    await Promise.all(instances.map((instance) => instance.close()))
  })

  it('begins anew when the window is over', async () => {
    const url = await createMigratedDatabase()
    const { take, close } = createSharedCounts(url, { limit: 4, windowSeconds: 1 }, unexpected)

    // At the same moment, since the window is short.
    const both = await Promise.all([take('a', 4), take('a', 4)])
    await expect.poll(() => take('a', 4)).toMatchObject({ granted: 4 })

    expect(both.map(({ granted }) => granted).sort()).toEqual([0, 4])
    expect(both.map(({ remaining }) => remaining)).toEqual([0, 0])
    await close()
  })
})
