import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import type { Database } from './database.ts'
import { createNoteRepository, type NoteRepository } from './notes.ts'

const ada = { issuer: 'https://pool.example', subject: 'ada' }

for (const { name, missing, open } of databases) {
  describe.skipIf(missing)(`createNoteRepository() on ${name}`, () => {
    let database: Database
    let notes: NoteRepository

    beforeAll(async () => {
      database = await open()
      notes = createNoteRepository(database.queries)
    })
    afterAll(() => database?.close())

    it('keeps a note as it was written', async () => {
      const added = await notes.add(ada, { title: 'Zoë’s “note”', text: 'line 1\nline 2 \u{1f984}' })

      expect(added).toMatchObject({ title: 'Zoë’s “note”', text: 'line 1\nline 2 \u{1f984}', version: 1 })
      expect(added.updatedAt).toBe(added.createdAt)
      expect(await notes.get(ada, added.id)).toEqual(added)
    })

    it('changes only what is given, and counts the version up', async () => {
      const { id, createdAt } = await notes.add(ada, { title: 'old', text: 'stays' })

      const changed = await notes.change(ada, id, { title: 'new' })

      expect(changed).toMatchObject({ id, title: 'new', text: 'stays', version: 2, createdAt })
    })

    it('removes a note once', async () => {
      const { id } = await notes.add(ada, { title: 'short-lived', text: '' })

      expect(await notes.remove(ada, id)).toBe(true)
      expect(await notes.remove(ada, id)).toBe(false)
      expect(await notes.get(ada, id)).toBeUndefined()
    })

    it('lists newest first, and goes on after a position although newer ones came in', async () => {
      const owner = { ...ada, subject: 'lists' }
      const ids = []
      for (const title of ['1', '2', '3', '4']) ids.unshift((await notes.add(owner, { title, text: '' })).id)

      const first = await notes.list(owner, { limit: 2, after: undefined })
      await notes.add(owner, { title: '5', text: '' })
      const second = await notes.list(owner, { limit: 9, after: first.at(-1) })

      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2))
      expect(second.map(({ id }) => id)).toEqual(ids.slice(2))
    })

    it.each([
      ['another subject', { ...ada, subject: 'eve' }],
      ['the same subject of another issuer', { ...ada, issuer: 'https://other.example' }],
    ])('J-23: shows nothing of it to %s', async (_who, stranger) => {
      const { id } = await notes.add(ada, { title: 'mine', text: '' })

      expect(await notes.get(stranger, id)).toBeUndefined()
      expect(await notes.change(stranger, id, { title: 'yours' })).toBeUndefined()
      expect(await notes.remove(stranger, id)).toBe(false)
      expect(await notes.list(stranger, { limit: 9, after: undefined })).toEqual([])
      expect(await notes.get(ada, id)).toMatchObject({ title: 'mine', version: 1 })
    })
  })
}
