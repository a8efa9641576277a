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

describe('readReturnTo() and what a browser makes of it', () => {
  const beginnings = [
    ...[
      '',
      '/',
      '//',
      '///',
      '////',
      '\\',
      '\\\\',
      '/\\',
      '\\/',
      '/\\/',
      '/\t/',
      '/\n/',
      '/\r\n/',
      '\t//',
      ' //',
      '/ /',
    ],
    ...[
      '/./',
      '/../',
      '/.//',
      '/..//',
      '/../..//',
      '/a/..//',
      '/%2e%2e//',
      '/%2f',
      '/%2F%2F',
      '/%5c',
      '/%09/',
      '/%00/',
    ],
    ...[
      'https:',
      'https:/',
      'https://',
      'HTTPS://',
      'https:\\\\',
      'http:',
      'ftp://',
      'javascript:',
      'JaVaScRiPt:',
      'data:',
    ],
    ...[
      'blob:https://',
      'file:///',
      'view-source:',
      'vbscript:',
      '//user@',
      '//app.example.com@',
      '//app.example.com.',
    ],
    ...[
      '\u0000/',
      '\u0001//',
      '\u00a0//',
      '\ufeff//',
      '\u2028//',
      '\u3000//',
      '/\u200b/',
      '／／',
      '。。//',
      '/;//',
      '?//',
      '#//',
    ],
  ]
  const places = [
    ...[
      'evil.example',
      'evil.example:443',
      'evil.example/a?b#c',
      '[::1]',
      '0x7f.1',
      '2130706433',
      'eviI.example',
    ],
    ...[
      'app.example.com',
      'app.example.com.evil.example',
      'app.example.com%2eevil.example',
      'evil。example',
      'xn--vil-8na.example',
    ],
    ...[
      'alert(1)',
      '%0aevil.example',
      'a@evil.example',
      'a:b@evil.example',
      '..//evil.example',
      '\\evil.example',
      '',
    ],
  ]

  it('X-09, G-23: ends on our origin for every combination', () => {
    const inputs = beginnings.flatMap((beginning) => places.map((place) => beginning + place))
    expect(inputs.length).toBeGreaterThan(1000)

    const elsewhere = inputs.filter((input) => {
      const path = read(input)
      const { origin, protocol } = new URL(path, 'https://app.example.com/callback')
      return origin !== 'https://app.example.com' || protocol !== 'https:' || !/^\/(?![/\\])/.test(path)
    })
    expect(elsewhere).toEqual([])
  })
})
