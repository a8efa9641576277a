import { describe, expect, it } from 'vitest'
import { readCallbackAnswer } from './callback-answer.ts'

const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example'
const read = (query: string) =>
  readCallbackAnswer(new URL(`https://app.example.com/callback${query}`), issuer)

describe('readCallbackAnswer()', () => {
  it('reads a code', () => {
    expect(read('?code=c&state=s')).toEqual({ kind: 'code' })
  })

  it('reads an error, with and without state', () => {
    expect(read('?error=access_denied&state=s')).toEqual({ kind: 'error', error: 'access_denied' })
    expect(read('?error=invalid_request')).toEqual({ kind: 'error', error: 'invalid_request' })
  })

  it('finds nothing in a bare callback URL', () => {
    expect(read('')).toEqual({ kind: 'nothing' })
  })

  it('ignores parameters it does not know (RFC 6749 §4.1.2)', () => {
    expect(read('?code=c&state=s&session_state=x&utm_source=y')).toEqual({ kind: 'code' })
  })

  it.each(['?code=a&code=b&state=s', '?code=a&state=s&state=t', '?error=a&error=b&state=s'])(
    'C-08: refuses the repeated parameter in %s',
    (query) => {
      expect(read(query)).toEqual({ kind: 'unusable', reason: 'repeated' })
    },
  )

  it.each(['https://evil.example', `${issuer}/`, issuer.toUpperCase(), ''])(
    'C-05: refuses the foreign issuer "%s"',
    (foreign) => {
      expect(read(`?code=c&state=s&iss=${encodeURIComponent(foreign)}`)).toEqual({
        kind: 'unusable',
        reason: 'foreign-issuer',
      })
    },
  )

  it('C-05: takes our own issuer', () => {
    expect(read(`?code=c&state=s&iss=${encodeURIComponent(issuer)}`)).toEqual({ kind: 'code' })
  })

  it.each(['?code=c&state=s&access_token=x', '#access_token=x&state=s', '#id_token=x'])(
    'C-17: refuses the token of an implicit grant in %s',
    (url) => {
      expect(read(url)).toEqual({ kind: 'unusable', reason: 'token-in-url' })
    },
  )

  it.each(['?code=c', '?state=s', '?code=&state=s', '?code=c&state=', '?code=c&state=s&error=x', '?error='])(
    'refuses the incomplete answer %s',
    (query) => {
      expect(read(query)).toEqual({ kind: 'unusable', reason: 'incomplete' })
    },
  )
})
