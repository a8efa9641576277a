import { expect, it } from 'vitest'
import { ifStillAsSeen, rememberChange } from './note-version.ts'

it('names the version that was seen', () => {
  expect(ifStillAsSeen({ id: 'one', version: 3 })).toEqual({ 'if-match': '"3"' })
})

it('goes on to what our own changes made of it, and not past somebody else’s', () => {
  rememberChange({ id: 'two', version: 1 }, { version: 2 })
  rememberChange({ id: 'two', version: 2 }, { version: 3 })
  rememberChange({ id: 'two', version: 4 }, { version: 5 })

  expect(ifStillAsSeen({ id: 'two', version: 1 })).toEqual({ 'if-match': '"3"' })
  expect(ifStillAsSeen({ id: 'other', version: 1 })).toEqual({ 'if-match': '"1"' })
})

it('knows a change again from each version on the way, whichever of them it was made from', () => {
  rememberChange({ id: 'three', version: 1 }, { version: 2 })
  rememberChange({ id: 'three', version: 1 }, { version: 3 })

  expect(ifStillAsSeen({ id: 'three', version: 1 })).toEqual({ 'if-match': '"3"' })
  expect(ifStillAsSeen({ id: 'three', version: 2 })).toEqual({ 'if-match': '"3"' })
})
