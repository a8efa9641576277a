import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'
import { cursor, instant, limit, plainText } from './fields.ts'
import { noteLimits } from './note-limits.ts'

const Title = plainText({ min: 1, max: noteLimits.title })
const Text = plainText({ max: noteLimits.text, keepSpace: true })
const Tags = z.array(plainText({ min: 1, max: noteLimits.tag })).check(z.maxLength(noteLimits.tags))

export const Note = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  archived: z.boolean(),
  /** Counts the changes. In quotes it is the note's `ETag`. */
  version: z.int().check(z.gte(1)),
  createdAt: instant,
  updatedAt: instant,
})
export type Note = z.infer<typeof Note>

export const NewNote = z.strictObject({
  title: Title,
  text: Text,
  tags: z._default(Tags, []),
  archived: z._default(z.boolean(), false),
})
/** What a caller sends; `tags` and `archived` may be left out. */
export type NewNote = z.input<typeof NewNote>

export const NoteChanges = z.strictObject({
  title: z.optional(Title),
  text: z.optional(Text),
  tags: z.optional(Tags),
  archived: z.optional(z.boolean()),
})
export type NoteChanges = z.infer<typeof NoteChanges>

export const NotePage = z.object({ items: z.array(Note), nextCursor: z.nullable(z.string()) })
export type NotePage = z.infer<typeof NotePage>

/** Orders of a list; a minus means descending. */
export const NoteSort = z.enum(['-createdAt', 'createdAt', '-updatedAt', 'updatedAt', 'title', '-title'])
export type NoteSort = z.infer<typeof NoteSort>

const NoteId = z.object({ id: z.uuid() })

const exampleNote = {
  id: '019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b',
  title: 'Shopping',
  text: 'Milk, two bottles',
  tags: ['home'],
  archived: false,
  version: 1,
  createdAt: '2026-11-22T08:00:00.000Z',
  updatedAt: '2026-11-22T08:00:00.000Z',
}

export const listNotes = defineEndpoint({
  name: 'listNotes',
  tag: 'Notes',
  method: 'GET',
  path: '/notes',
  summary: 'List your notes',
  description:
    'Newest first unless `sort` says otherwise. Follow `nextCursor` until it is null; notes that are added meanwhile neither repeat nor hide others.',
  access: { scopes: ['notes/read'] },
  query: z.object({
    limit,
    cursor,
    search: z.optional(plainText({ min: 1, max: 200 })),
    tag: z.optional(plainText({ min: 1, max: noteLimits.tag })),
    archived: z._default(z.enum(['false', 'true', 'any']), 'false'),
    sort: z._default(NoteSort, '-createdAt'),
  }),
  answer: { status: 200, body: NotePage },
  example: { answer: { items: [exampleNote], nextCursor: null } },
})

export const createNote = defineEndpoint({
  name: 'createNote',
  tag: 'Notes',
  method: 'POST',
  path: '/notes',
  summary: 'Add a note',
  access: { scopes: ['notes/write'] },
  body: NewNote,
  idempotent: true,
  answer: { status: 201, body: Note, location: '/notes/{id}', etag: true },
  example: { body: { title: 'Shopping', text: 'Milk, two bottles', tags: ['home'] }, answer: exampleNote },
})

export const getNote = defineEndpoint({
  name: 'getNote',
  tag: 'Notes',
  method: 'GET',
  path: '/notes/{id}',
  summary: 'Read a note',
  access: { scopes: ['notes/read'] },
  params: NoteId,
  answer: { status: 200, body: Note, etag: true },
  problems: ['not-found'],
  example: { answer: exampleNote },
})

export const updateNote = defineEndpoint({
  name: 'updateNote',
  tag: 'Notes',
  method: 'PATCH',
  path: '/notes/{id}',
  summary: 'Change a note',
  description:
    'Members that are left out stay as they are. `If-Match` takes the `version` that was read, in quotes, such as `"3"`; if there is a newer one by now, nothing is changed.',
  access: { scopes: ['notes/write'] },
  params: NoteId,
  body: NoteChanges,
  precondition: 'optional',
  answer: { status: 200, body: Note, etag: true },
  problems: ['not-found'],
  example: {
    body: { text: 'Milk, three bottles' },
    answer: { ...exampleNote, text: 'Milk, three bottles', version: 2 },
  },
})

export const deleteNote = defineEndpoint({
  name: 'deleteNote',
  tag: 'Notes',
  method: 'DELETE',
  path: '/notes/{id}',
  summary: 'Delete a note',
  access: { scopes: ['notes/write'] },
  params: NoteId,
  precondition: 'optional',
  answer: { status: 204, body: null },
  problems: ['not-found'],
})

export const exportNotes = defineEndpoint({
  name: 'exportNotes',
  tag: 'Notes',
  method: 'GET',
  path: '/exports/notes',
  summary: 'Export all your notes',
  description:
    'One note a line, oldest first, archived ones too. An export that breaks off ends without the closing chunk, which HTTP clients report as an error.',
  access: { scopes: ['notes/read'] },
  answer: { status: 200, body: Note, type: 'application/x-ndjson' },
})
