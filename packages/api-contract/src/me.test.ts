import { describe, expect, it } from 'vitest'
import { MeChanges, SessionsToRevoke } from './me.ts'

describe('MeChanges', () => {
  it.each([
    ['a name', 'Ada', true],
    ['no name', null, true],
    ['a hundred characters', 'x'.repeat(100), true],
    ['a hundred and one', 'x'.repeat(101), false],
    ['blank', ' ', false],
    ['U+0000', 'a\0', false],
    ['nothing', undefined, false],
  ])('takes or refuses %s', (_, displayName, isTaken) => {
    expect(MeChanges.safeParse({ displayName }).success).toBe(isTaken)
  })
})

describe('SessionsToRevoke', () => {
  it.each([
    [{ sessions: 'all', signedInUntil: '2026-11-22T10:00:00+02:00' }, true],
    [{ sessions: 'all', signedInUntil: '2026-11-22' }, false],
    [{ sessions: 'all', signedInUntil: 'yesterday' }, false],
    [{ sessions: 'others' }, false],
    [{ sessions: 'this', subject: 'x' }, false],
    [{}, false],
  ])('takes or refuses %j', (body, isTaken) => {
    expect(SessionsToRevoke.safeParse(body).success).toBe(isTaken)
  })
})
