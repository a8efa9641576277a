import { describe, expect, it } from 'vitest'
import { readReturnTo } from './return-to.ts'

const read = (value: unknown) =>
  readReturnTo(value, 'https://app.example.com', ['/callback', '/login', '/logout'])

describe('readReturnTo()', () => {
  it('keeps path, query and hash', () => {
    expect(read('/notes?tag=a%20b&x=1#third')).toBe('/notes?tag=a%20b&x=1#third')
  })

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' /notes',
    'javascript:alert(1)',
    'data:text/html,x',
    'notes',
    '',
    '/..//evil.example',
    '/a\u0000b',
    '/'.repeat(3000),
    undefined,
    { toString: () => '/notes' },
  ])('falls back to "/" for %j', (value) => {
    expect(read(value)).toBe('/')
  })

  it.each(['/callback?code=x&state=y', '/callback/', '/CALLBACK', '/login', '/logout?x=1'])(
    'does not lead back into a loop by %s',
    (value) => {
      expect(read(value)).toBe('/')
    },
  )

  it('leaves what only looks dangerous inside the path alone', () => {
    expect(read('/%2f%2fevil.example')).toBe('/%2f%2fevil.example')
    expect(read('/user:pass@evil.example')).toBe('/user:pass@evil.example')
  })
})
