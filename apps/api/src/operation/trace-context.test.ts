import { describe, expect, it } from 'vitest'
import { readTraceContext } from './trace-context.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentId = '00f067aa0ba902b7'

describe('readTraceContext()', () => {
  it("takes up the caller's trace", () => {
    expect(readTraceContext(`00-${traceId}-${parentId}-01`)).toEqual({ traceId, parentId, sampled: true })
    expect(readTraceContext(`00-${traceId}-${parentId}-00`)).toEqual({ traceId, parentId, sampled: false })
  })

  it('reads one flag of eight, in hexadecimal', () => {
    const isSampled = (flags: string) => readTraceContext(`00-${traceId}-${parentId}-${flags}`).sampled

    expect(['02', '03', '10', '1f', 'fe', 'ff'].map(isSampled)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
    ])
  })

  it('takes up a later version, which may bring more', () => {
    expect(readTraceContext(`01-${traceId}-${parentId}-01-more`)).toMatchObject({ traceId, parentId })
  })

  it('begins a trace where none came', () => {
    const first = readTraceContext(undefined)
    const second = readTraceContext(undefined)

    expect(first).toMatchObject({
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      parentId: null,
      sampled: true,
    })
    expect(first.traceId).not.toBe(second.traceId)
  })

  it.each([
    ['nothing', ''],
    ['version ff', `ff-${traceId}-${parentId}-01`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${parentId}-01`],
    ['a parent id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['something before it', `x00-${traceId}-${parentId}-01`],
    ['upper case', `00-${traceId.toUpperCase()}-${parentId}-01`],
    ['more fields in version 00', `00-${traceId}-${parentId}-01-more`],
    ['an injected line', `00-${traceId}-${parentId}-01\r\n{"event":"forged"}`],
  ])('begins a trace where %s came', (_, header) => {
    expect(readTraceContext(header)).toMatchObject({ parentId: null })
    expect(readTraceContext(header).traceId).not.toBe(traceId)
  })
})
