import type { NoteChanges, NoteSort } from '@lifeguard/api-contract'
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { v7 as timeOrderedId } from 'uuid'
import type { Queries } from './database.ts'
import type { NotePosition } from './note-order.ts'
import { noteColumns, prepareAdd, prepareGet, prepareLists } from './note-statements.ts'
import { once } from './once.ts'
import { type Owner, toOwner } from './owner.ts'
import { notes } from './schema.ts'

export interface NoteContent {
  readonly title: string
  readonly text: string
  readonly tags: readonly string[]
  readonly archived: boolean
}

export interface NoteRecord {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly tags: string[]
  readonly archived: boolean
  /** Counts every change. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NoteQuery {
  readonly limit: number
  readonly sort: NoteSort
  readonly after?: NotePosition | undefined
  /** Part of title or text, in either case. */
  readonly search?: string | undefined
  readonly tag?: string | undefined
  readonly archived: 'true' | 'false' | 'any'
}

/** Versions that a change is meant for; undefined: whichever there is. */
export type ExpectedVersions = readonly number[] | undefined

/** What became of a change: `stale` when the note has a version that the caller did not expect. */
export type Changed<T> = { outcome: 'done'; result: T } | { outcome: 'missing' | 'stale' }

export interface NoteRepository {
  /** Adds a note, once for each idempotency key. */
  add(owner: Owner, content: NoteContent, idempotencyKey?: string): Promise<NoteRecord>
  list(owner: Owner, query: NoteQuery): Promise<{ items: NoteRecord[]; next: NotePosition | null }>
  /** All notes of the owner, oldest first, read as they are asked for. */
  stream(owner: Owner): AsyncIterable<NoteRecord>
  get(owner: Owner, id: string): Promise<NoteRecord | undefined>
  change(
    owner: Owner,
    id: string,
    changes: NoteChanges,
    expected: ExpectedVersions,
  ): Promise<Changed<NoteRecord>>
  remove(owner: Owner, id: string, expected: ExpectedVersions): Promise<Changed<null>>
}

/** The notes in a database. Somebody else's note is as good as none: ownership is part of every query. */
export function createNoteRepository(queries: Queries): NoteRepository {
  const addNote = prepareAdd(queries)
  const getNote = prepareGet(queries)
  const listNotes = prepareLists(queries)

  async function add(owner: Owner, content: NoteContent, key?: string): Promise<NoteRecord> {
    return await once(queries, { owner, key, request: ['createNote', content] }, async (transaction) => {
      const statement = transaction === queries ? addNote : prepareAdd(transaction)
      const now = new Date().toISOString()
      const [added] = await statement.execute({ ...toOwner(owner), ...content, id: timeOrderedId(), now })
      if (added === undefined) throw new Error('Cannot add a note: the database returned no row')
      return added
    })
  }

  async function list(owner: Owner, query: NoteQuery): ReturnType<NoteRepository['list']> {
    const { limit, search, tag, after } = query
    // One more than asked for tells whether there is a next page.
    const rows = await listNotes(query).execute({
      ...toOwner(owner),
      ...after,
      limit: limit + 1,
      pattern: search && `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`,
      tags: [tag],
    })

    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, next: last === undefined ? null : { key: last.key, id: last.id } }
  }

  async function* stream(owner: Owner): AsyncGenerator<NoteRecord> {
    let after: NotePosition | null | undefined
    while (after !== null) {
      const page = await list(owner, { limit: 200, sort: 'createdAt', archived: 'any', after })
      yield* page.items
      after = page.next
    }
  }

  async function get(owner: Owner, id: string): Promise<NoteRecord | undefined> {
    const [row] = await getNote.execute({ ...toOwner(owner), id })
    return row
  }

  async function change(
    owner: Owner,
    id: string,
    changes: NoteChanges,
    expected: ExpectedVersions,
  ): Promise<Changed<NoteRecord>> {
    const [row] = await queries
      .update(notes)
      .set({ ...changes, updatedAt: new Date().toISOString(), version: sql`${notes.version} + 1` })
      .where(and(theNote(owner, id), isOneOf(expected)))
      .returning(noteColumns)
    return row === undefined ? await whyNot(owner, id) : { outcome: 'done', result: row }
  }

  async function remove(owner: Owner, id: string, expected: ExpectedVersions): Promise<Changed<null>> {
    const removed = await queries
      .delete(notes)
      .where(and(theNote(owner, id), isOneOf(expected)))
      .returning({ id: notes.id })
    return removed.length === 0 ? await whyNot(owner, id) : { outcome: 'done', result: null }
  }

  async function whyNot(owner: Owner, id: string): Promise<{ outcome: 'missing' | 'stale' }> {
    return { outcome: (await get(owner, id)) === undefined ? 'missing' : 'stale' }
  }

  return { add, list, stream, get, change, remove }
}

function theNote({ issuer, subject }: Owner, id: string): SQL | undefined {
  return and(eq(notes.issuer, issuer), eq(notes.subject, subject), eq(notes.id, id))
}

function isOneOf(expected: ExpectedVersions): SQL | undefined {
  return expected && inArray(notes.version, [...expected])
}
