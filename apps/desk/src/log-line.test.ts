import { describe, expect, it } from 'vitest'
import { toLogLine } from './log-line.ts'

describe('toLogLine()', () => {
  it('puts what happened first and the facts behind it', () => {
    const line =
      '{"level":"info","event":"request","method":"GET","route":"/notes/:id","status":401,"reason":"expired"}'

    expect(toLogLine(line)).toBe('request  method=GET  route=/notes/:id  status=401  reason=expired')
  })

  it('says what went wrong', () => {
    const line =
      '{"level":"error","event":"failed","error":{"type":"Error","message":"Cannot add","stack":"…"}}'

    expect(toLogLine(line)).toBe('failed  error=Cannot add')
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
