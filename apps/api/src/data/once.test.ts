import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { databases } from '../testing/databases.ts'
import type { Database } from './database.ts'
import { forgetOldKeys, IdempotencyKeyReusedError, once, StillRunningError } from './once.ts'

const ada = { issuer: 'https://pool.example', subject: 'ada' }

for (const { name, missing, open } of databases) {
  describe.skipIf(missing)(`once() on ${name}`, () => {
    let database: Database

    beforeAll(async () => {
      database = await open()
    })
    afterAll(() => database.close())

    /** Counts how often it is done. */
    function createWork() {
      const work = { done: 0, run: async () => ({ result: ++work.done }) }
      return work
    }

    it('does the same once, and tells the first result again', async () => {
      const work = createWork()
      const request = { owner: ada, key: 'same', request: ['add', 1] }

      const results = [
        await once(database.queries, request, work.run),
        await once(database.queries, request, work.run),
      ]

      expect(results).toEqual([{ result: 1 }, { result: 1 }])
      expect(work.done).toBe(1)
    })

    it('does it each time without a key', async () => {
      const work = createWork()
      const request = { owner: ada, key: undefined, request: ['add', 1] }

      await once(database.queries, request, work.run)
      await once(database.queries, request, work.run)

      expect(work.done).toBe(2)
    })

    it('knows the key of one owner from the same key of another', async () => {
      const work = createWork()

      await once(database.queries, { owner: ada, key: 'shared', request: 1 }, work.run)
      await once(database.queries, { owner: { ...ada, subject: 'eve' }, key: 'shared', request: 1 }, work.run)
      const twin = { ...ada, issuer: 'https://other.example' }
      await once(database.queries, { owner: twin, key: 'shared', request: 1 }, work.run)

      expect(work.done).toBe(3)
    })

    it('refuses another request under the same key', async () => {
      await once(database.queries, { owner: ada, key: 'other', request: 1 }, createWork().run)

      const second = once(database.queries, { owner: ada, key: 'other', request: 2 }, createWork().run)
      await expect(second).rejects.toThrow(IdempotencyKeyReusedError)
    })

    it('remembers nothing of work that failed', async () => {
      const request = { owner: ada, key: 'fails', request: 1 }
      const failing = once(database.queries, request, () => Promise.reject(new Error('no')))
      await expect(failing).rejects.toThrow('no')

      expect(await once(database.queries, request, createWork().run)).toEqual({ result: 1 })
    })

    it('does it once when it is asked twice at the same time', async () => {
      const work = createWork()
      const request = { owner: ada, key: 'twice', request: 1 }

      const outcomes = await Promise.allSettled([
        once(database.queries, request, work.run),
        once(database.queries, request, work.run),
      ])

      expect(work.done).toBe(1)
      for (const outcome of outcomes) {
        // PGlite lets one wait for the other; PostgreSQL says that the other still runs.
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StillRunningError)
        else expect(outcome.value).toEqual({ result: 1 })
      }
    })

    // PGlite has one connection, so the second request waits there instead.
    if (name !== 'PGlite')
      it('says so while the first request still runs', async () => {
        const request = { owner: ada, key: 'slow', request: 1 }
        const started = Promise.withResolvers<void>()
        const finish = Promise.withResolvers<void>()
        const first = once(database.queries, request, async () => {
          started.resolve()
          await finish.promise
          return { result: 1 }
        })
        await started.promise

        await expect(once(database.queries, request, createWork().run)).rejects.toThrow(StillRunningError)
        finish.resolve()

        expect(await first).toEqual({ result: 1 })
      })

    it('does it again after 24 hours', async () => {
      const work = createWork()
      const request = { owner: ada, key: 'old', request: 1 }
      await once(database.queries, request, work.run)

      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 60 * 60 * 1000 + 1 })
      await once(database.queries, { ...request, request: 2 }, work.run)
      vi.setSystemTime(Date.now() + 24 * 60 * 60 * 1000 + 1)
      await forgetOldKeys(database.queries)
      vi.useRealTimers()

      expect(work.done).toBe(2)
    })
  })
}
