import { ErrorResponse } from 'oidc-client-ts'
import { describe, expect, it } from 'vitest'
import { UnusableAnswerError } from './token-answer.ts'
import { whyItFailed } from './why-it-failed.ts'

const sentBack = (query: string) => whyItFailed(new URL(`https://app.example.com/callback${query}`))
const answered = (error: string) => whyItFailed(new ErrorResponse({ error }))
const failedCheck = (reason: string) => whyItFailed(new UnusableAnswerError(reason))

describe('why a sign-in failed', () => {
  it('names the codes that the pool sent back', () => {
    expect(sentBack('?error=invalid_request&error_description=invalid_scope&state=s')).toBe(
      'the user pool sent back "invalid_request", "invalid_scope": compare the settings with what its app client has enabled, the scopes above all',
    )
    expect(sentBack('?error=server_error')).toContain('the user pool sent back "server_error": ')
  })

  it('repeats no sentence from a URL, which anybody may write', () => {
    expect(sentBack('?error=server_error&error_description=Call+0900+123&state=s')).toContain(
      'the user pool sent back "server_error": ',
    )
    expect(sentBack('?error=Call%20us')).toContain('the user pool sent back an error: ')
  })

  it('says what usually is behind an answer of the token endpoint', () => {
    expect(answered('invalid_client')).toBe(
      'the token endpoint answered "invalid_client": the app client has a secret, or there is none of this id; a browser needs a public one',
    )
    expect(answered('invalid_grant')).toContain('"invalid_grant": the code was used or is too old, or')
    expect(answered('temporarily_unavailable')).toBe('the token endpoint answered "temporarily_unavailable"')
  })

  it('says so where there was no answer', () => {
    expect(whyItFailed(new TypeError('Failed to fetch'))).toContain('the token endpoint did not answer')
  })

  it('says which setting is not that of the pool', () => {
    expect(failedCheck('issuer')).toBe(
      'the ID token is of another issuer than the setting "issuer": compare them character for character',
    )
    expect(failedCheck('audience')).toContain('the setting "clientId"')
    expect(failedCheck('refresh-token')).toBe(
      'the answer of the token endpoint fails the check "refresh-token"',
    )
  })

  it('keeps what else is in an error to itself, for it may hold a part of a token', () => {
    expect(whyItFailed(new SyntaxError('"eyJhbGci" is not valid JSON'))).toBe(
      'oidc-client-ts cannot use the answer of the token endpoint: SyntaxError',
    )
  })
})
