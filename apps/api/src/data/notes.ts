import type { NewNote, NoteChanges } from '@lifeguard/api-contract'
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm'
import { v7 as timeOrderedId } from 'uuid'
import type { Queries } from './database.ts'
import { notes } from './schema.ts'

/** Whose notes: the only ones that a query can see. */
export interface Owner {
  readonly issuer: string
  readonly subject: string
}

export interface NoteRecord {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NotePosition {
  readonly id: string
}

export interface NoteRepository {
  add(owner: Owner, note: NewNote): Promise<NoteRecord>
  /** The owner's notes after a position, newest first, at most `limit`. */
  list(owner: Owner, page: { limit: number; after: NotePosition | undefined }): Promise<NoteRecord[]>
  get(owner: Owner, id: string): Promise<NoteRecord | undefined>
  change(owner: Owner, id: string, changes: NoteChanges): Promise<NoteRecord | undefined>
  /** Whether there was such a note. */
  remove(owner: Owner, id: string): Promise<boolean>
}

/** The notes in a database. Somebody else's note is as good as none: ownership is part of every query. */
export function createNoteRepository(queries: Queries): NoteRepository {
  return {
    async add(owner, { title, text }) {
      const now = new Date()
      const row = { id: timeOrderedId(), ...principalOf(owner), title, text, createdAt: now, updatedAt: now }
      const [added] = await queries.insert(notes).values(row).returning()
      if (added === undefined) throw new Error('Cannot add a note: the database returned no row')
      return toRecord(added)
    },

    async list(owner, { limit, after }) {
      const rows = await queries
        .select()
        .from(notes)
        .where(and(ownedBy(owner), after && lt(notes.id, after.id)))
        .orderBy(desc(notes.id))
        .limit(limit)
      return rows.map(toRecord)
    },

    async get(owner, id) {
      const [row] = await queries.select().from(notes).where(theNote(owner, id))
      return row && toRecord(row)
    },

    async change(owner, id, changes) {
      const [row] = await queries
        .update(notes)
        .set({ ...changes, updatedAt: new Date(), version: sql`${notes.version} + 1` })
        .where(theNote(owner, id))
        .returning()
      return row && toRecord(row)
    },

    async remove(owner, id) {
      const removed = await queries.delete(notes).where(theNote(owner, id)).returning({ id: notes.id })
      return removed.length > 0
    },
  }
}

function principalOf({ issuer, subject }: Owner): Owner {
  return { issuer, subject }
}

function ownedBy({ issuer, subject }: Owner): SQL | undefined {
  return and(eq(notes.issuer, issuer), eq(notes.subject, subject))
}

function theNote(owner: Owner, id: string): SQL | undefined {
  return and(ownedBy(owner), eq(notes.id, id))
}

function toRecord({ id, title, text, version, createdAt, updatedAt }: typeof notes.$inferSelect): NoteRecord {
  return { id, title, text, version, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
