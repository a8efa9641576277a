import type { RunningUserPool } from '@lifeguard/local-user-pool'
import { adding, listing, type NotesRequest } from './requests.ts'

/** One kind of request, with the only status that it may get. */
export interface Expectation {
  readonly name: string
  readonly request: NotesRequest
  readonly status: number
}

/** Seven valid requests and three hostile ones, with tokens that are fresh now. */
export async function mintTraffic(pool: RunningUserPool): Promise<readonly Expectation[]> {
  const email = 'user@example.com'
  const token = await pool.accessTokenFor(email)
  const reader = await pool.accessTokenFor(email, { scope: 'openid notes/read' })
  const [header = '', payload = ''] = token.split('.')
  const now = Math.floor(Date.now() / 1000)
  const expired = await pool.accessTokenFor(email, { claims: { iat: now - 900, exp: now - 600 } })
  const otherKey = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `kid-${Math.random()}` })).toString(
    'base64url',
  )
  const valid = [
    { name: 'list', request: { ...listing, token }, status: 200 },
    { name: 'list, other token', request: { ...listing, token: reader }, status: 200 },
    { name: 'search', request: { ...listing, path: '/notes?search=milk&limit=5', token }, status: 200 },
    { name: 'add', request: { ...adding, token }, status: 201 },
    { name: 'who am I', request: { method: 'GET', path: '/me', token }, status: 200 },
    { name: 'ready', request: { method: 'GET', path: '/readyz' }, status: 200 },
    {
      name: 'one more token',
      request: { ...listing, token: await pool.accessTokenFor(email) },
      status: 200,
    },
  ]
  const signature = Buffer.alloc(256, 1).toString('base64url')
  const hostile = [
    { name: 'no token', request: listing, status: 401 },
    { name: 'forged', request: { ...listing, token: `${header}.${payload}.${signature}` }, status: 401 },
    {
      name: 'unknown key',
      request: { ...listing, token: `${otherKey}.${payload}.${signature}` },
      status: 401,
    },
    { name: 'expired', request: { ...listing, token: expired }, status: 401 },
    { name: 'garbage', request: { ...listing, token: 'x'.repeat(8_000) }, status: 401 },
    { name: 'scope', request: { ...adding, token: reader }, status: 403 },
    { name: 'no JSON', request: { ...adding, json: '{', token }, status: 400 },
    { name: 'no such note', request: { method: 'PUT', path: '/notes', token }, status: 405 },
  ]
  // 70 % valid: of every ten, seven and three in turn.
  return Array.from({ length: 10 * hostile.length }, (_, i) => {
    const list = i % 10 < 7 ? valid : hostile
    const item = list[(i % 10 < 7 ? i : Math.floor(i / 10) * 3 + (i % 10)) % list.length]
    if (item === undefined) throw new Error('Cannot mint traffic: there is none')
    return item
  })
}
