import type { NoteSort } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import type { Database } from './database.ts'
import { createNoteRepository, type NoteContent, type NoteQuery, type NoteRepository } from './notes.ts'
import type { Owner } from './owner.ts'

const ada = { issuer: 'https://pool.example', subject: 'ada' }
const everything: NoteQuery = { limit: 100, sort: '-createdAt', archived: 'any' }

function content(title: string, more: Partial<NoteContent> = {}): NoteContent {
  return { title, text: '', tags: [], archived: false, ...more }
}

for (const { name, missing, open } of databases) {
  describe.skipIf(missing)(`createNoteRepository() on ${name}`, () => {
    let database: Database
    let notes: NoteRepository

    beforeAll(async () => {
      database = await open()
      notes = createNoteRepository(database.queries)
    })
    afterAll(() => database.close())

    async function titles(owner: Owner, query: Partial<NoteQuery>): Promise<string[]> {
      const { items } = await notes.list(owner, { ...everything, ...query })
      return items.map(({ title }) => title)
    }

    it('keeps a note as it was written', async () => {
      const written = content('Zoë’s “note”', { text: 'line 1\nline 2 \u{1f984}', tags: ['a b', 'ö,"{}'] })
      const added = await notes.add(ada, written)

      expect(added).toMatchObject({ ...written, version: 1 })
      expect(added.updatedAt).toBe(added.createdAt)
      expect(await notes.get(ada, added.id)).toEqual(added)
    })

    it('changes only what is given, and counts the version up', async () => {
      const { id, createdAt } = await notes.add(ada, content('old', { text: 'stays', tags: ['stays'] }))

      const changed = await notes.change(ada, id, { title: 'new', archived: true }, undefined)

      const result = {
        id,
        title: 'new',
        text: 'stays',
        tags: ['stays'],
        archived: true,
        version: 2,
        createdAt,
      }
      expect(changed).toMatchObject({ outcome: 'done', result })
    })

    it('removes a note once', async () => {
      const { id } = await notes.add(ada, content('short-lived'))

      expect(await notes.remove(ada, id, undefined)).toEqual({ outcome: 'done', result: null })
      expect(await notes.remove(ada, id, undefined)).toEqual({ outcome: 'missing' })
      expect(await notes.get(ada, id)).toBeUndefined()
    })

    it('loses no update: of two changes to the same version, one is stale', async () => {
      const { id, version } = await notes.add(ada, content('contended'))

      const outcomes = await Promise.all([
        notes.change(ada, id, { title: 'first' }, [version]),
        notes.change(ada, id, { title: 'second' }, [version]),
      ])

      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'stale'])
      expect(await notes.remove(ada, id, [version])).toEqual({ outcome: 'stale' })
      expect(await notes.remove(ada, id, [])).toEqual({ outcome: 'stale' })
      expect(await notes.remove(ada, id, [7, version + 1])).toMatchObject({ outcome: 'done' })
    })

    it.each<[NoteSort, string[]]>([
      ['createdAt', ['b', 'C', 'a']],
      ['-createdAt', ['a', 'C', 'b']],
      ['updatedAt', ['C', 'a', 'b']],
      ['-updatedAt', ['b', 'a', 'C']],
      ['title', ['a', 'b', 'C']],
      ['-title', ['C', 'b', 'a']],
    ])('sorts by %s, page by page', async (sort, expected) => {
      const owner = { ...ada, subject: `sorts by ${sort}` }
      const { id } = await notes.add(owner, content('b'))
      await notes.add(owner, content('C'))
      await notes.add(owner, content('a'))
      await passAMillisecond()
      await notes.change(owner, id, {}, undefined)

      const seen = []
      let after: NoteQuery['after']
      for (;;) {
        const { items, next } = await notes.list(owner, { ...everything, limit: 1, sort, after })
        seen.push(...items.map(({ title }) => title))
        if (next === null) break
        after = next
      }

      expect(seen).toEqual(expected)
    })

    it('goes on after a position although newer notes came in', async () => {
      const owner = { ...ada, subject: 'pages' }
      for (const title of ['1', '2', '3', '4']) await notes.add(owner, content(title))

      const first = await notes.list(owner, { ...everything, limit: 2 })
      await notes.add(owner, content('5'))
      const second = await notes.list(owner, { ...everything, after: first.next ?? undefined })

      expect(first.items.map(({ title }) => title)).toEqual(['4', '3'])
      expect(second.items.map(({ title }) => title)).toEqual(['2', '1'])
      expect(second.next).toBeNull()
    })

    it('filters by words, tag and archive', async () => {
      const owner = { ...ada, subject: 'filters' }
      await notes.add(owner, content('100% Sure', { tags: ['work', 'old'] }))
      await notes.add(owner, content('later', { text: 'sURELY', archived: true }))
      await notes.add(owner, content('back\\slash_', { tags: ['workshop'] }))

      expect(await titles(owner, { search: 'sure' })).toEqual(['later', '100% Sure'])
      expect(await titles(owner, { search: '0%' })).toEqual(['100% Sure'])
      expect(await titles(owner, { search: '%' })).toEqual(['100% Sure'])
      expect(await titles(owner, { search: '_' })).toEqual(['back\\slash_'])
      expect(await titles(owner, { search: 'k\\s' })).toEqual(['back\\slash_'])
      expect(await titles(owner, { tag: 'work' })).toEqual(['100% Sure'])
      expect(await titles(owner, { archived: 'true' })).toEqual(['later'])
      expect(await titles(owner, { archived: 'false', search: 'sure' })).toEqual(['100% Sure'])
    })

    it('streams everything, oldest first, however much it is', async () => {
      const owner = { ...ada, subject: 'streams' }
      const written = Array.from({ length: 205 }, (_, index) => `${index}`)
      for (const title of written) await notes.add(owner, content(title, { archived: title === '3' }))

      const read = []
      for await (const { title } of notes.stream(owner)) read.push(title)

      expect(read).toEqual(written)
    })

    it.each([
      ['another subject', { ...ada, subject: 'eve' }],
      ['the same subject of another issuer', { ...ada, issuer: 'https://other.example' }],
    ])('J-23: shows nothing of it to %s', async (_who, stranger) => {
      const { id } = await notes.add(ada, content('mine'))

      expect(await notes.get(stranger, id)).toBeUndefined()
      expect(await notes.change(stranger, id, { title: 'yours' }, undefined)).toEqual({ outcome: 'missing' })
      expect(await notes.remove(stranger, id, undefined)).toEqual({ outcome: 'missing' })
      expect(await titles(stranger, {})).toEqual([])
      for await (const note of notes.stream(stranger)) expect(note).toBe('nothing')
      expect(await notes.get(ada, id)).toMatchObject({ title: 'mine', version: 1 })
    })
  })
}

/** Times are kept to the millisecond. */
async function passAMillisecond(): Promise<void> {
  const start = Date.now()
  while (Date.now() === start) await new Promise((resolve) => setImmediate(resolve))
}
