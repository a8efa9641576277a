import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { databases } from '../testing/databases.ts'
import type { Database } from './database.ts'
import { createDenyListStore, forgetPastDenials } from './deny-list-store.ts'
import { deniedTokens } from './schema.ts'

const issuer = 'https://pool.example'
const inAnHour = Date.now() + 3_600_000

for (const { name, missing, open } of databases) {
  describe.skipIf(missing)(`createDenyListStore() on ${name}`, () => {
    let database: Database

    beforeAll(async () => {
      database = await open()
    })
    afterAll(() => database.close())

    it('gives back what was added, first everything and then at least what is new', async () => {
      const store = createDenyListStore(database.queries)
      const signIn = { kind: 'sign-in', issuer, originJti: 'phone', until: inAnHour } as const
      const subject = { kind: 'subject', issuer, subject: 'ada', signedInUntil: 7, until: inAnHour } as const

      await store.add(signIn)
      const first = await store.readSince(null)
      await store.add(subject)
      const second = await store.readSince(first.cursor)

      expect(first.entries).toEqual([signIn])
      expect(second.entries).toContainEqual(subject)
      expect((await store.readSince(second.cursor)).entries).toContainEqual(subject)
    })

    it('asks the database once, and is told the time also when nothing is new', async () => {
      const store = createDenyListStore(database.queries)
      await database.queries.delete(deniedTokens)
      const select = vi.spyOn(database.queries, 'select')

      const { entries, cursor } = await store.readSince(null)
      const questions = select.mock.calls.length
      select.mockRestore()

      expect(questions).toBe(1)
      expect(entries).toEqual([])
      expect(cursor).toMatch(/^\d{4}-\d\d-\d\d /)
    })

    it('forgets what refuses no living token', async () => {
      const store = createDenyListStore(database.queries)
      await store.add({ kind: 'sign-in', issuer, originJti: 'past', until: Date.now() - 60_000 })
      await store.add({ kind: 'sign-in', issuer, originJti: 'present', until: inAnHour })

      await forgetPastDenials(database.queries)

      const kept = (await store.readSince(null)).entries.map(
        (entry) => 'originJti' in entry && entry.originJti,
      )
      expect(kept).toContain('present')
      expect(kept).not.toContain('past')
    })
  })
}
