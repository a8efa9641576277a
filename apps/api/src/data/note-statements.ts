import { and, arrayContains, eq, ilike, or, type SQL, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { toNoteOrder } from './note-order.ts'
import type { NoteQuery } from './notes.ts'
import { notes } from './schema.ts'

// What is asked most is put together once, and PostgreSQL parses it once for each connection: to write the same
// statement anew at every request costs the API more than to run it.

/** What a note shows of its row: all but whose it is. */
export const noteColumns = {
  id: notes.id,
  title: notes.title,
  text: notes.text,
  tags: notes.tags,
  archived: notes.archived,
  version: notes.version,
  createdAt: notes.createdAt,
  updatedAt: notes.updatedAt,
}

const { placeholder } = sql
const isOwned = and(eq(notes.issuer, placeholder('issuer')), eq(notes.subject, placeholder('subject')))

/** Adds a note: `id`, `issuer`, `subject`, `title`, `text`, `tags`, `archived` and `now`. */
export function prepareAdd(queries: Queries) {
  const now = placeholder('now')
  return queries
    .insert(notes)
    .values({
      id: placeholder('id'),
      issuer: placeholder('issuer'),
      subject: placeholder('subject'),
      title: placeholder('title'),
      text: placeholder('text'),
      tags: placeholder('tags'),
      archived: placeholder('archived'),
      createdAt: now,
      updatedAt: now,
    })
    .returning(noteColumns)
    .prepare('add_note')
}

/** Reads a note: `issuer`, `subject` and `id`. */
export function prepareGet(queries: Queries) {
  return queries
    .select(noteColumns)
    .from(notes)
    .where(and(isOwned, eq(notes.id, placeholder('id'))))
    .prepare('get_note')
}

/** Lists notes, each kind of list prepared when it is first asked for; of the kinds there are about a hundred. */
export function prepareLists(queries: Queries) {
  const prepared = new Map<string, ReturnType<typeof prepareList>>()

  return (query: NoteQuery) => {
    const kind = kindOf(query)
    const list = prepared.get(kind) ?? prepareList(queries, query, kind)
    prepared.set(kind, list)
    return list
  }
}

function kindOf({ sort, archived, search, tag, after }: NoteQuery): string {
  const filters = [
    search !== undefined && 'search',
    tag !== undefined && 'tag',
    after !== undefined && 'after',
  ]
  return ['list_notes', sort, archived, ...filters.filter((name) => name !== false)].join(' ')
}

function prepareList(queries: Queries, { sort, archived, search, tag, after }: NoteQuery, name: string) {
  const order = toNoteOrder(sort)
  const pattern = placeholder('pattern')
  const conditions: (SQL | undefined)[] = [
    isOwned,
    archived === 'any' ? undefined : eq(notes.archived, archived === 'true'),
    search === undefined ? undefined : or(ilike(notes.title, pattern), ilike(notes.text, pattern)),
    tag === undefined ? undefined : arrayContains(notes.tags, placeholder('tags')),
    after === undefined ? undefined : order.after({ key: placeholder('key'), id: placeholder('id') }),
  ]
  return queries
    .select({ ...noteColumns, key: order.key })
    .from(notes)
    .where(and(...conditions))
    .orderBy(...order.orderBy)
    .limit(placeholder('limit'))
    .prepare(name)
}
