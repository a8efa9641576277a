import { describe, expect, it } from 'vitest'
import { fits, readNoteFilter, toSearchParams } from './note-filter.ts'

const note = {
  id: '019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b',
  title: 'Shopping',
  text: 'Milk, two bottles',
  tags: ['home'],
  archived: false,
  version: 1,
  createdAt: '2026-11-22T08:00:00.000Z',
  updatedAt: '2026-11-22T08:00:00.000Z',
}
const any = { search: '', tag: '', archived: false }

describe('fits()', () => {
  it('looks for words in title and text, in any case', () => {
    expect(fits(note, { ...any, search: 'MILK' })).toBe(true)
    expect(fits(note, { ...any, search: 'bread' })).toBe(false)
  })

  it('wants the tag and the archive to be right', () => {
    expect(fits(note, { ...any, tag: 'home' })).toBe(true)
    expect(fits(note, { ...any, tag: 'work' })).toBe(false)
    expect(fits(note, { ...any, archived: true })).toBe(false)
  })
})

it('a filter survives the way through the address', () => {
  const filter = { search: 'two & more', tag: 'home', archived: true }

  expect(readNoteFilter(new URLSearchParams(toSearchParams(filter).toString()))).toEqual(filter)
})
