import { describe, expect, inject, it } from 'vitest'
import { createPostgresDatabase } from '../../testing/databases.ts'
import { createBudgets } from './budgets.ts'
import { openSharedCounts } from './shared-counts.ts'

const quota = { limit: 40, windowSeconds: 60 }

describe.skipIf(inject('postgresServer') === null)('openSharedCounts()', () => {
  const unexpected = (error: Error) => {
    throw error
  }

  it('counts for instances that start together', async () => {
    const url = await createPostgresDatabase()
    const instances = await Promise.all([1, 2, 3].map(() => openSharedCounts(url, quota, unexpected)))

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
    const url = await createPostgresDatabase()
    const { take, close } = await openSharedCounts(url, { limit: 4, windowSeconds: 1 }, unexpected)

    const first = await take('a', 4)
    const second = await take('a', 4)
    await expect.poll(() => take('a', 4), { timeout: 5_000 }).toMatchObject({ granted: 4 })

    expect(first).toMatchObject({ granted: 4, remaining: 0 })
    expect(second).toMatchObject({ granted: 0, remaining: 0 })
    await close()
  })

  it('says in one sentence that there is no database', async () => {
    const opening = openSharedCounts('postgres://127.0.0.1:1/none', quota, unexpected)

    await expect(opening).rejects.toThrow('Cannot prepare the rate limits in the database')
  })
})
