import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { openJournal } from './journal.ts'

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  return { ...real, writeSync: vi.fn(real.writeSync) }
})

const folder = mkdtempSync(join(tmpdir(), 'journal-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function newFile(): string {
  files += 1
  return join(folder, `${files}.jsonl`)
}

function open(file: string, schema: z.ZodType<string> = z.string()) {
  const journal = openJournal(file, () => 0)
  const table = journal.table('words', { schema, limit: 50_000 })
  journal.begin()
  return { table, journal }
}

describe('openJournal()', () => {
  it('finds what was written, though nobody closed it', () => {
    const file = newFile()
    const { table } = open(file)
    table.set('a', 'first')
    table.set('b', 'second')
    table.set('a', 'third')
    table.delete('b')

    const { table: again } = open(file)

    expect([...again.entries()]).toEqual([['a', 'third']])
  })

  it('skips a torn last line, and nothing else', () => {
    const file = newFile()
    open(file).table.set('a', 'whole')
    appendFileSync(file, '{"table":"words","key":"b","va')

    expect([...open(file).table.entries()]).toEqual([['a', 'whole']])
  })

  it.each([
    ['took part of a line', (whole: number) => whole - 5],
    [
      'took nothing',
      () => {
        throw new Error('ENOSPC')
      },
    ],
  ])('goes on behind a full disk that %s', async (_what, answer) => {
    const real = await vi.importActual<typeof import('node:fs')>('node:fs')
    const file = newFile()
    const { table } = open(file)
    table.set('a', 'before')
    vi.mocked(writeSync).mockImplementationOnce((descriptor, bytes) => {
      real.writeSync(descriptor, String(bytes).slice(0, -5))
      return answer(String(bytes).length)
    })
    expect(() => table.set('b', 'while it is full')).toThrow(/the disk took part of a line only|ENOSPC/)
    const killed = newFile()
    copyFileSync(file, killed)

    table.set('c', 'afterwards')

    expect([...open(killed).table.entries()]).toEqual([['a', 'before']])
    expect([...open(file).table.entries()].map(([key]) => key)).toEqual(['a', 'b', 'c'])
  })

  it('refuses to start on a file that is damaged in the middle', () => {
    const file = newFile()
    open(file).table.set('a', 'whole')
    appendFileSync(file, 'damage\n{"table":"words","key":"b","value":"whole"}\n')

    expect(() => open(file)).toThrow(/line 2 is damaged; delete the file to start afresh/)
  })

  it('drops entries that do not fit any more', () => {
    const file = newFile()
    open(file).table.set('a', 'whole')

    expect(open(file, z.string().max(2)).table.size).toBe(0)
  })

  it('does not grow without end when the same entry changes', () => {
    const file = newFile()
    const { table } = open(file)

    for (let round = 0; round < 12_000; round += 1) table.set('a', `${round}`)

    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(10_100)
    expect(open(file).table.get('a')).toBe('11999')
  })
})
