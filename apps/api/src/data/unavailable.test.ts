import { describe, expect, it } from 'vitest'
import { isDatabaseUnavailable } from './unavailable.ts'

const failed = (members: object) => Object.assign(new Error('failed'), members)

describe('isDatabaseUnavailable()', () => {
  it.each([
    ['no socket to connect to', { code: 'ENOENT', syscall: 'connect' }],
    ['no server to connect to', { code: 'ECONNREFUSED', syscall: 'connect' }],
    ['a full disk', { code: '53100' }],
    ['a server that stops', { code: '57P01' }],
    ['a broken connection', { code: '08006' }],
    ['a server that takes no writes, after a failover', { code: '25006' }],
  ])('sees it in %s, and in what has that for a cause', (_, members) => {
    expect(isDatabaseUnavailable(failed(members))).toBe(true)
    expect(isDatabaseUnavailable(new Error('outer', { cause: failed(members) }))).toBe(true)
  })

  it.each([
    ['a file that is missing', { code: 'ENOENT', syscall: 'stat' }],
    ['a wrong query', { code: '42703' }],
    ['a value that does not fit', { code: '22003' }],
    ['what begins like a class', { code: '5' }],
  ])('does not see it in %s', (_, members) => {
    expect(isDatabaseUnavailable(failed(members))).toBe(false)
  })
})
