import { describe, expect, it } from 'vitest'
import { createTable } from './table.ts'

describe('createTable()', () => {
  it('keeps no more than its limit: what has expired goes first, then the oldest', () => {
    let now = 0
    const gone: string[] = []
    const table = createTable<number>({
      limit: 3,
      now: () => now,
      expiresAt: (value) => value,
      changed: (key, value) => value === undefined && gone.push(key),
    })
    table.set('a', 100)
    table.set('b', 10)
    table.set('c', 100)
    now = 50

    table.set('d', 100)
    table.set('e', 100)

    expect(gone).toEqual(['b', 'a'])
    expect([...table.entries()].map(([key]) => key)).toEqual(['c', 'd', 'e'])
  })

  it('makes no room for an entry that is replaced', () => {
    const table = createTable<string>({ limit: 1, now: () => 0 })
    table.set('a', 'old')

    table.set('a', 'new')

    expect(table.get('a')).toBe('new')
  })
})
