import { describe, expect, it } from 'vitest'
import { isTimely, readIdToken } from './id-token.ts'

const pool = { issuer: 'https://issuer.example/pool', clientId: 'client' }
const claims = {
  iss: pool.issuer,
  aud: 'client',
  sub: 'subject',
  token_use: 'id',
  'cognito:username': 'subject',
  'cognito:groups': ['admins'],
  auth_time: 1_800_000_000,
  iat: 1_800_000_000,
  exp: 1_800_003_600,
  email: 'jö@example.com',
}

function tokenOf(payload: unknown, alg = 'RS256'): string {
  const parts = [{ alg, kid: 'k1' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return `${parts.join('.')}.signature`
}

const reasonOf = (payload: unknown) => readIdToken(tokenOf(payload), pool)

describe('readIdToken()', () => {
  it('gives the claims of a token for this pool and app client', () => {
    expect(reasonOf(claims)).toEqual({ valid: true, claims })
  })

  it.each([
    ['issuer', { iss: 'https://issuer.example/other' }],
    ['issuer', { iss: `${pool.issuer}/` }],
    ['issuer', { iss: [pool.issuer] }],
    ['audience', { aud: 'other' }],
    ['audience', { aud: ['other', 'client'] }],
    ['audience', { azp: 'other' }],
    ['token-use', { token_use: 'access' }],
    ['token-use', { token_use: undefined }],
    ['subject', { sub: undefined }],
    ['subject', { sub: '' }],
    ['subject', { sub: 7 }],
    ['malformed', { iat: undefined }],
    ['malformed', { exp: '1800003600' }],
    ['malformed', { auth_time: null }],
    ['malformed', { 'cognito:groups': 'admins' }],
    ['malformed', { 'cognito:groups': [1] }],
    ['malformed', { email: { evil: true } }],
    ['malformed', { 'cognito:username': undefined }],
    ['times', { exp: claims.iat }],
    ['times', { exp: claims.iat + 25 * 3600 }],
  ])('C-04: refuses for its %s: %j', (reason, changed) => {
    expect(reasonOf({ ...claims, ...changed })).toEqual({ valid: false, reason })
  })

  it.each([
    undefined,
    '',
    'x',
    'a.b',
    'a.b.c.d',
    tokenOf(claims).slice(0, -'signature'.length),
    tokenOf([claims]),
    tokenOf(claims, 'none'),
    tokenOf(claims, 'HS256'),
    tokenOf(null),
    `${tokenOf(claims).split('.')[0]}.${'A'.repeat(20_000)}.x`,
    `${tokenOf(claims).split('.')[0]}.%%%.x`,
    `${tokenOf(claims).split('.')[0]}._w.x`,
  ])('X-06: refuses what is no JWT: %s', (token) => {
    expect(readIdToken(token, pool)).toEqual({ valid: false, reason: 'malformed' })
  })

  it('X-17: does not take a claim from a prototype', () => {
    const token = tokenOf(claims).split('.')
    const payload = `{"__proto__":{"iss":"${pool.issuer}"},"aud":"client"}`
    token[1] = Buffer.from(payload).toString('base64url')

    expect(readIdToken(token.join('.'), pool)).toEqual({ valid: false, reason: 'issuer' })
    expect({}).not.toHaveProperty('iss')
  })
})

describe('isTimely()', () => {
  const at = (offsetSeconds: number) => {
    const { valid, ...verdict } = readIdToken(tokenOf(claims), pool)
    if (!valid || !('claims' in verdict))
      throw new Error('Cannot test the times of a token that is not valid')
    return isTimely(verdict.claims, (claims.iat + offsetSeconds) * 1000)
  }

  it('allows five minutes of difference between two clocks', () => {
    expect(at(0)).toBe(true)
    expect(at(-299)).toBe(true)
    expect(at(3600 + 299)).toBe(true)
  })

  it('C-04: refuses what has expired or comes from the future', () => {
    expect(at(3600 + 301)).toBe(false)
    expect(at(-301)).toBe(false)
    expect(at(-86_400)).toBe(false)
    expect(at(Number.NaN)).toBe(false)
  })
})
