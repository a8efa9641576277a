import type { NoteChanges, NoteSort } from '@lifeguard/api-contract'
import { and, arrayContains, eq, getTableColumns, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import { v7 as timeOrderedId } from 'uuid'
import type { Queries } from './database.ts'
import { type NotePosition, toNoteOrder } from './note-order.ts'
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
  async function add(owner: Owner, content: NoteContent, key?: string): Promise<NoteRecord> {
    return await once(queries, { owner, key, request: ['createNote', content] }, async (transaction) => {
      const now = new Date()
      const { tags, ...rest } = content
      const row = {
        id: timeOrderedId(),
        ...toOwner(owner),
        ...rest,
        tags: [...tags],
        createdAt: now,
        updatedAt: now,
      }
      const [added] = await transaction.insert(notes).values(row).returning()
      if (added === undefined) throw new Error('Cannot add a note: the database returned no row')
      return toRecord(added)
    })
  }

  async function list(owner: Owner, query: NoteQuery): ReturnType<NoteRepository['list']> {
    const { limit, sort, after } = query
    const order = toNoteOrder(sort)
    // One more than asked for tells whether there is a next page.
    const rows = await queries
      .select({ ...getTableColumns(notes), key: order.key })
      .from(notes)
      .where(and(ownedBy(owner), ...filters(query), after && order.after(after)))
      .orderBy(...order.orderBy)
      .limit(limit + 1)

    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    return { items: page.map(toRecord), next: last === undefined ? null : { key: last.key, id: last.id } }
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
    const [row] = await queries.select().from(notes).where(theNote(owner, id))
    return row && toRecord(row)
  }

  async function change(
    owner: Owner,
    id: string,
    changes: NoteChanges,
    expected: ExpectedVersions,
  ): Promise<Changed<NoteRecord>> {
    const [row] = await queries
      .update(notes)
      .set({ ...changes, updatedAt: new Date(), version: sql`${notes.version} + 1` })
      .where(and(theNote(owner, id), isOneOf(expected)))
      .returning()
    return row === undefined ? await whyNot(owner, id) : { outcome: 'done', result: toRecord(row) }
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

function ownedBy({ issuer, subject }: Owner): SQL | undefined {
  return and(eq(notes.issuer, issuer), eq(notes.subject, subject))
}

function theNote(owner: Owner, id: string): SQL | undefined {
  return and(ownedBy(owner), eq(notes.id, id))
}

function isOneOf(expected: ExpectedVersions): SQL | undefined {
  return expected && inArray(notes.version, [...expected])
}

function filters({ search, tag, archived }: NoteQuery): (SQL | undefined)[] {
  const pattern = search && `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  return [
    pattern ? or(ilike(notes.title, pattern), ilike(notes.text, pattern)) : undefined,
    tag === undefined ? undefined : arrayContains(notes.tags, [tag]),
    archived === 'any' ? undefined : eq(notes.archived, archived === 'true'),
  ]
}

function toRecord(row: typeof notes.$inferSelect): NoteRecord {
  const { id, title, text, tags, archived, version, createdAt, updatedAt } = row
  const times = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
  return { id, title, text, tags, archived, version, ...times }
}
