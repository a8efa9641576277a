import { createNote, deleteNote, getNote, listNotes, updateNote } from '@lifeguard/api-contract'
import type { NoteRepository } from '../data/notes.ts'
import type { Mount } from '../http/mount.ts'
import { ProblemError } from '../http/problem-error.ts'
import { readCursor, toCursor } from './note-cursor.ts'

export function mountNotes(mount: Mount, notes: NoteRepository): void {
  mount(listNotes, async ({ auth, query: { limit, cursor } }) => {
    // One more than asked for tells whether a next page exists.
    const found = await notes.list(auth.principal, { limit: limit + 1, after: readCursor(cursor) })
    const items = found.slice(0, limit)
    const last = items.at(-1)
    return { items, nextCursor: found.length > limit && last !== undefined ? toCursor(last) : null }
  })

  mount(createNote, ({ auth, body }) => notes.add(auth.principal, body))

  mount(getNote, async ({ auth, params }) => found(await notes.get(auth.principal, params.id)))

  mount(updateNote, async ({ auth, params, body }) =>
    found(await notes.change(auth.principal, params.id, body)),
  )

  mount(deleteNote, async ({ auth, params }) => {
    if (!(await notes.remove(auth.principal, params.id))) throw noSuchNote()
  })
}

function found<T>(note: T | undefined): T {
  if (note === undefined) throw noSuchNote()
  return note
}

function noSuchNote(): ProblemError {
  return new ProblemError('not-found', { detail: 'You have no such note' })
}
