import { ErrorResponse, ErrorTimeout } from 'oidc-client-ts'
import { describe, expect, it } from 'vitest'
import { LateAnswerError, toPoolFailure } from './pool-failure.ts'

describe('toPoolFailure()', () => {
  it('takes invalid_grant for the end of the grant', () => {
    expect(toPoolFailure(new ErrorResponse({ error: 'invalid_grant' }))).toBe('invalid-grant')
  })

  it.each(['invalid_client', 'unauthorized_client', 'invalid_request', 'invalid_scope'])(
    'takes %s for a refusal',
    (error) => {
      expect(toPoolFailure(new ErrorResponse({ error }))).toBe('refused')
    },
  )

  it.each([
    new TypeError('Failed to fetch'),
    new ErrorTimeout('Network timed out'),
    new LateAnswerError(),
    new ErrorResponse({ error: 'server_error' }),
    new ErrorResponse({ error: 'temporarily_unavailable' }),
    new Error('Invalid response Content-Type: text/html, from URL: https://auth.example.com/oauth2/token'),
    new Error('Service Unavailable (503)'),
    new Error(' (502): {}'),
  ])('C-14: takes "%s" for an outage, which ends no session', (error) => {
    expect(toPoolFailure(error)).toBe('unreachable')
  })

  it.each([
    new Error('nonce in id_token does not match nonce in client storage'),
    new Error('ID Token is missing a subject claim'),
    new SyntaxError('Unexpected token'),
  ])('takes "%s" for an answer that cannot be used', (error) => {
    expect(toPoolFailure(error)).toBe('unusable')
  })
})
