import { describe, expect, it } from 'vitest'
import { readRefusal } from './refusal.ts'

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers })
const challenged = (status: number, parameters: string) =>
  answer(status, { 'www-authenticate': `Bearer realm="api", resource_metadata="https://x/y"${parameters}` })

describe('readRefusal()', () => {
  it('tells a missing token from a refused one', () => {
    expect(readRefusal(challenged(401, ''))).toEqual({ kind: 'token-missing' })
    expect(readRefusal(challenged(401, ', error="invalid_token"'))).toEqual({ kind: 'token-refused' })
  })

  it('reads how recent a sign-in must be', () => {
    const challenge = ', error="insufficient_user_authentication", max_age="300"'

    expect(readRefusal(challenged(401, challenge))).toEqual({ kind: 'sign-in-too-old', maxAgeSeconds: 300 })
  })

  it('names the missing scopes', () => {
    const challenge = ', error="insufficient_scope", scope="notes/read notes/write"'

    expect(readRefusal(challenged(403, challenge))).toEqual({
      kind: 'scope-missing',
      scopes: ['notes/read', 'notes/write'],
    })
  })

  it('knows a refusal that no token would change', () => {
    expect(readRefusal(answer(403))).toEqual({ kind: 'forbidden' })
  })

  it('reads how long to wait, in seconds or as a date', () => {
    expect(readRefusal(answer(429, { 'retry-after': '7' }))).toEqual({ kind: 'busy', retryAfterSeconds: 7 })
    expect(readRefusal(answer(503))).toEqual({ kind: 'busy', retryAfterSeconds: 1 })
    expect(readRefusal(answer(503, { 'retry-after': 'soon' }))).toEqual({
      kind: 'busy',
      retryAfterSeconds: 1,
    })
    expect(readRefusal(answer(503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }))).toEqual({
      kind: 'busy',
      retryAfterSeconds: 0,
    })
  })

  it('is not asked about anything else', () => {
    expect(readRefusal(answer(200))).toBeNull()
    expect(readRefusal(answer(404))).toBeNull()
    expect(readRefusal(answer(500))).toBeNull()
  })

  it('does not read a challenge of another scheme', () => {
    expect(readRefusal(answer(401, { 'www-authenticate': 'Basic error="invalid_token"' }))).toEqual({
      kind: 'token-missing',
    })
  })
})
