import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'

// PostgreSQL text holds every character but this one.
const withoutNul = z.refine<string>((value) => !value.includes('\0'), 'Must not contain the character U+0000')

const Title = z.string().check(z.trim(), z.minLength(1), z.maxLength(200), withoutNul)
const Text = z.string().check(z.maxLength(20_000), withoutNul)

export const Note = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Note = z.infer<typeof Note>

export const NewNote = z.strictObject({ title: Title, text: Text })
export type NewNote = z.infer<typeof NewNote>

export const NoteChanges = z.strictObject({ title: z.optional(Title), text: z.optional(Text) })
export type NoteChanges = z.infer<typeof NoteChanges>

export const NotePage = z.object({ items: z.array(Note), nextCursor: z.nullable(z.string()) })
export type NotePage = z.infer<typeof NotePage>

const NoteId = z.object({ id: z.uuid() })

export const listNotes = defineEndpoint({
  method: 'GET',
  path: '/notes',
  summary: 'List your notes, newest first',
  access: { scopes: ['notes/read'] },
  query: z.object({
    limit: z._default(z.coerce.number<number | string>().check(z.int(), z.gte(1), z.lte(100)), 20),
    cursor: z.optional(z.string().check(z.maxLength(200))),
  }),
  answer: { status: 200, body: NotePage },
})

export const createNote = defineEndpoint({
  method: 'POST',
  path: '/notes',
  summary: 'Add a note',
  access: { scopes: ['notes/write'] },
  body: NewNote,
  answer: { status: 201, body: Note, location: '/notes/{id}' },
})

export const getNote = defineEndpoint({
  method: 'GET',
  path: '/notes/{id}',
  summary: 'Read a note',
  access: { scopes: ['notes/read'] },
  params: NoteId,
  answer: { status: 200, body: Note },
})

export const updateNote = defineEndpoint({
  method: 'PATCH',
  path: '/notes/{id}',
  summary: 'Change a note',
  access: { scopes: ['notes/write'] },
  params: NoteId,
  body: NoteChanges,
  answer: { status: 200, body: Note },
})

export const deleteNote = defineEndpoint({
  method: 'DELETE',
  path: '/notes/{id}',
  summary: 'Delete a note',
  access: { scopes: ['notes/write'] },
  params: NoteId,
  answer: { status: 204, body: null },
})
