import { describe, expect, it } from 'vitest'
import { toLogLine } from './log-line.ts'

describe('toLogLine()', () => {
  it('puts what happened first and the facts behind it', () => {
    expect(toLogLine('{"level":30,"msg":"request","method":"GET","path":"/notes","status":200}')).toBe(
      'request  method=GET  path=/notes  status=200',
    )
  })

  it('names the event of a line without a message', () => {
    expect(toLogLine('{"event":"listening","url":"http://127.0.0.1:3000"}')).toBe(
      'listening  url=http://127.0.0.1:3000',
    )
  })

  it('passes on what is no JSON', () => {
    expect(toLogLine('plain words')).toBe('plain words')
    expect(toLogLine('{half a line')).toBe('{half a line')
  })
})
