import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUserPoolKeys, type RunningUserPool, startUserPool, type UserPoolKeys } from './index.ts'
import { decode } from './testing/code-flow.ts'

let keys: UserPoolKeys
let pool: RunningUserPool

beforeAll(async () => {
  keys = await createUserPoolKeys()
  pool = await startUserPool({ keys })
})
afterAll(() => pool.close())

async function askWith(token: string): Promise<[number, string | null]> {
  const headers = { authorization: `Bearer ${token}` }
  const { status, headers: answered } = await fetch(`${pool.domain}/oauth2/userInfo`, { headers })
  return [status, answered.get('www-authenticate')]
}

const dead =
  'error="invalid_token", error_description="Access token is expired, disabled, or deleted, or the user has globally signed out."'

it('answers to an access token of this pool', async () => {
  expect(await askWith(await pool.accessTokenFor('user@example.com'))).toEqual([200, null])
})

it('has the headers of the answer that AWS prints, but for those of https', async () => {
  const authorization = `Bearer ${await pool.accessTokenFor('user@example.com')}`
  const { headers } = await fetch(`${pool.domain}/oauth2/userInfo`, { headers: { authorization } })

  expect(headers.get('x-amz-cognito-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    pragma: 'no-cache',
    expires: '0',
    'x-frame-options': 'DENY',
  })
})

it.each([
  ['of another issuer', { iss: 'http://127.0.0.1:9329/us-east-1_Other' }],
  ['without an issuer', { iss: undefined }],
  ['without an end', { exp: undefined }],
  ['without a beginning', { iat: undefined }],
  ['of nobody', { sub: 'nobody' }],
  ['of no client', { client_id: 'nobody0000000000000000000' }],
  ['for another use', { token_use: 'id' }],
])('refuses one %s, although the signature is good', async (_what, claims) => {
  expect(await askWith(await pool.accessTokenFor('user@example.com', { claims }))).toEqual([401, dead])
})

it('refuses another algorithm of the same key', async () => {
  const claims = decode(await pool.accessTokenFor('user@example.com'))
  const key = keys.keys.find(({ use }) => use === 'access')
  const sign = (alg: string) =>
    new SignJWT(claims).setProtectedHeader({ kid: key?.kid ?? '', alg }).sign({ ...key?.jwk, alg })

  expect(await askWith(await sign('RS256'))).toEqual([200, null])
  expect(await askWith(await sign('PS256'))).toEqual([401, dead])
})
