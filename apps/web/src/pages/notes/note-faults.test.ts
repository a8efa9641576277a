import { NewNote, noteLimits } from '@lifeguard/api-contract'
import { describe, expect, it } from 'vitest'
import { findNoteFaults, readNoteFaults } from './note-faults.ts'
import { notesWords } from './notes-words.ts'

const words = notesWords.en
const note = { title: 'Title', text: '', tags: [] }

describe('findNoteFaults()', () => {
  it.each([
    ['the shortest title', { title: 'x' }],
    ['the longest of everything', longest()],
    ['no title', { title: '' }],
    ['a title that is too long', { title: 'x'.repeat(noteLimits.title + 1) }],
    ['a text that is too long', { text: 'x'.repeat(noteLimits.text + 1) }],
    ['a tag that is too long', { tags: ['x'.repeat(noteLimits.tag + 1)] }],
    ['too many tags', { tags: Array.from({ length: noteLimits.tags + 1 }, String) }],
  ])('agrees with the schema of the contract about %s', (_what, parts) => {
    const written = { ...note, ...parts }
    const { error } = NewNote.safeParse(written)

    expect(Object.keys(findNoteFaults(written, words))).toEqual(
      error === undefined ? [] : [error.issues[0]?.path[0]],
    )
  })

  it('names the limit', () => {
    expect(findNoteFaults({ ...note, text: 'x'.repeat(noteLimits.text + 1) }, words)).toEqual({
      text: 'A note has at most 20,000 characters',
    })
  })
})

describe('readNoteFaults()', () => {
  it('puts what the API says beside the field, and the rest below the form', () => {
    expect(readNoteFaults([{ path: 'tags.3' }, { path: '' }], words)).toEqual({
      tags: words.notAccepted,
      form: words.notAccepted,
    })
  })
})

function longest() {
  return {
    title: 'x'.repeat(noteLimits.title),
    text: 'x'.repeat(noteLimits.text),
    tags: Array.from({ length: noteLimits.tags }, () => 'x'.repeat(noteLimits.tag)),
  }
}
