import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'

const accessToken = `${toPart({ alg: 'RS256', kid: 'k1' })}.${toPart({ sub: 'f3a1' })}.c2lnbmF0dXJl`

describe('createLog()', () => {
  it('O-01: strikes tokens out, wherever they hide', () => {
    const { lines, log } = collect()

    log.error({ event: 'failed', error: new Error(`Cannot parse "Bearer ${accessToken}"`) })
    log.error({ event: 'failed', error: new Error('outer', { cause: new Error(accessToken) }) })
    log.info({ event: 'odd', nested: { deep: [accessToken] } })

    expect(lines).toHaveLength(3)
    for (const line of lines) {
      expect(line).toContain('[redacted]')
      for (const part of accessToken.split('.')) expect(line).not.toContain(part)
      expect(() => JSON.parse(line)).not.toThrow()
    }
  })

  it('O-01: tells of a failed query neither its parameters nor the values in its detail', () => {
    const { lines, log } = collect()
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (title)=(my diary)',
    })

    log.error({ event: 'failed', error: new DrizzleQueryError('insert into notes', ['my diary'], cause) })

    expect(lines[0]).not.toContain('my diary')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { message: 'duplicate key', code: '23505' } })
  })

  it('survives an error that is its own cause', () => {
    const { lines, log } = collect()
    const error = new Error('round')
    error.cause = error

    log.error({ event: 'failed', error })

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { message: 'round' } })
  })

  it('tells of what was thrown and is no error nothing but its type', () => {
    const { lines, log } = collect()

    log.error({ event: 'failed', error: 'my diary' })

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: { type: 'string' } })
    expect(lines[0]).not.toContain('my diary')
  })

  it('O-07: stamps lines with the time in UTC', () => {
    const { lines, log } = collect()

    log.info({ event: 'listening' })

    expect(JSON.parse(lines[0] ?? '').time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })
})

function collect() {
  const lines: string[] = []
  return { lines, log: createLog('info', { write: (line) => void lines.push(line) }) }
}

function toPart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
