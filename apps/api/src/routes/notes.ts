import {
  createNote,
  deleteNote,
  exportNotes,
  getNote,
  listNotes,
  NoteSort,
  noteLimits,
  plainText,
  updateNote,
} from '@lifeguard/api-contract'
import * as z from 'zod/mini'
import type { Changed, NoteRepository } from '../data/notes.ts'
import { readCursor, toCursor } from '../http/cursor.ts'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'

// A title in lower case, which may be longer: with some collations that of İ has two characters.
const keyLimit = 2 * noteLimits.title

/** Where a list goes on. What comes back as a cursor goes into a query, so it must be what such a list is sorted by. */
const Position = z
  .strictObject({ sort: NoteSort, key: plainText({ max: keyLimit, keepSpace: true }), id: z.uuid() })
  .check(z.refine(({ sort, key }) => !sort.endsWith('updatedAt') || isInstant(key)))

export function mountNotes(mount: Mount, notes: NoteRepository): void {
  mount(listNotes, async ({ auth, query: { cursor, ...query } }) => {
    const after = cursor === undefined ? undefined : readCursor(cursor, positionIn(query.sort))
    const { items, next } = await notes.list(auth.principal, { ...query, after })
    return { items, nextCursor: next && toCursor({ sort: query.sort, ...next }) }
  })

  mount(createNote, ({ auth, body, idempotencyKey }) => notes.add(auth.principal, body, idempotencyKey))

  mount(exportNotes, ({ auth }) => notes.stream(auth.principal))

  mount(getNote, async ({ auth, params }) => {
    const note = await notes.get(auth.principal, params.id)
    return done(note === undefined ? { outcome: 'missing' } : { outcome: 'done', result: note })
  })

  mount(updateNote, async ({ auth, params, body, expected }) =>
    done(await notes.change(auth.principal, params.id, body, expected)),
  )

  mount(deleteNote, async ({ auth, params, expected }) =>
    done(await notes.remove(auth.principal, params.id, expected)),
  )
}

function done<T>(changed: Changed<T>): T {
  switch (changed.outcome) {
    case 'done':
      return changed.result
    case 'missing':
      throw new ProblemError('not-found', { detail: 'You have no such note' })
    case 'stale':
      throw new ProblemError('stale-version', { detail: 'Read the note again and repeat the change' })
  }
}

/** A position means nothing in another order. */
function positionIn(order: NoteSort) {
  return Position.check(z.refine(({ sort }) => sort === order))
}

/** As lists name it. PostgreSQL knows no year 0, and reads no text of any length as a time. */
function isInstant(text: string): boolean {
  return z.iso.datetime({ precision: 3 }).safeParse(text).success && Date.parse(text) >= 0
}
