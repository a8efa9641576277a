import type { NoteSort } from '@lifeguard/api-contract'
import { asc, desc, gt, lt, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { notes } from './schema.ts'

/** A place in a sorted list: what the note before it was sorted by, and its id where that is not unique. */
export interface NotePosition {
  readonly key: string
  readonly id: string
}

interface NoteOrder {
  readonly orderBy: SQL[]
  /** What notes are sorted by, as text; it goes into positions. */
  readonly key: NoteKey
  after(position: NoteKeyAndId): SQL
}

type NoteKey = SQL<string> | typeof notes.id | typeof notes.updatedAt

/** The members of a position, or placeholders for them. */
type NoteKeyAndId = { readonly [Member in keyof NotePosition]: string | Placeholder }

/** How notes are sorted, and where a list goes on after a position: by key, never by count, so inserts shift nothing. */
export function toNoteOrder(sort: NoteSort): NoteOrder {
  const descending = sort.startsWith('-')
  const direction = descending ? desc : asc
  const isBeyond = descending ? lt : gt

  switch (sort) {
    // Ids are in the order of creation.
    case 'createdAt':
    case '-createdAt':
      return {
        orderBy: [direction(notes.id)],
        key: notes.id,
        after: ({ id }) => isBeyond(notes.id, id),
      }
    case 'updatedAt':
    case '-updatedAt':
      return {
        orderBy: [direction(notes.updatedAt), direction(notes.id)],
        key: notes.updatedAt,
        after: ({ key, id }) =>
          isBeyond(sql`(${notes.updatedAt}, ${notes.id})`, sql`(${key}::timestamptz, ${id}::uuid)`),
      }
    case 'title':
    case '-title':
      return {
        orderBy: [direction(titleKey), direction(notes.id)],
        key: titleKey,
        after: ({ key, id }) => isBeyond(sql`(${titleKey}, ${notes.id})`, sql`(${key}, ${id}::uuid)`),
      }
  }
}

// One collation for both databases, so that a position means the same wherever the list goes on.
const titleKey = sql<string>`lower(${notes.title}) collate "C"`
