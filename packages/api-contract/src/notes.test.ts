import { describe, expect, it } from 'vitest'
import { getNote, listNotes, NewNote, Note, NoteChanges } from './notes.ts'

describe('NewNote', () => {
  it('trims the title, fills in what is left out, and keeps the text as it is', () => {
    expect(NewNote.parse({ title: ' a ', text: ' b ' })).toEqual({
      title: 'a',
      text: ' b ',
      tags: [],
      archived: false,
    })
  })

  it.each([
    [{ title: '', text: '' }],
    [{ title: ' ', text: '' }],
    [{ title: 'x'.repeat(201), text: '' }],
    [{ title: 'x', text: 'x'.repeat(20_001) }],
    [{ title: 'x\0', text: '' }],
    [{ title: 'x', text: '', tags: Array.from({ length: 21 }, String) }],
    [{ title: 'x', text: '', tags: [''] }],
    [{ title: 'x', text: '', tags: ['x'.repeat(51)] }],
    [{ title: 'x', text: '', owner: 'me' }],
    [{ title: 'x' }],
    [null],
  ])('refuses %j', (body) => {
    expect(NewNote.safeParse(body).success).toBe(false)
  })

  it('takes what is as long as it may be', () => {
    const tags = Array.from({ length: 20 }, () => 'x'.repeat(50))
    const longest = { title: 'x'.repeat(200), text: 'x'.repeat(20_000), tags, archived: true }

    expect(NewNote.parse(longest)).toEqual(longest)
    expect(NoteChanges.parse(longest)).toEqual(longest)
  })
})

describe('Note', () => {
  it('has a version, counted from one', () => {
    const note = getNote.example.answer

    expect(Note.safeParse(note).success).toBe(true)
    for (const version of [0, 1.5, '1', undefined]) {
      expect([version, Note.safeParse({ ...note, version }).success]).toEqual([version, false])
    }
  })
})

describe('the query of a list', () => {
  const takes = (query: object) => listNotes.query.safeParse(query).success

  it('asks for the newest twenty that are not archived, unless told otherwise', () => {
    expect(listNotes.query.parse({})).toEqual({ limit: 20, archived: 'false', sort: '-createdAt' })
  })

  it.each([
    ['limit', '1', '0'],
    ['limit', '100', '101'],
    ['search', 'x'.repeat(200), 'x'.repeat(201)],
    ['search', 'x', ' '],
    ['tag', 'x'.repeat(50), 'x'.repeat(51)],
    ['tag', 'x', ' '],
    ['cursor', 'x'.repeat(2_000), 'x'.repeat(2_001)],
    ['cursor', 'x', ''],
  ])('takes for %s %.9s and not %.9s', (name, good, bad) => {
    expect([takes({ [name]: good }), takes({ [name]: bad })]).toEqual([true, false])
  })
})
