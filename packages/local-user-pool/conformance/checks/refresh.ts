import assert from 'node:assert/strict'
import { decode } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertError, localOf, refresh, signIn, toTokens, userInfo } from '../steps.ts'

const minute = 60_000
const day = 24 * 60 * minute

export const refreshChecks = section('Refreshing', [
  [
    'documented',
    'person',
    'Without rotation the answer has no refresh token, and the old one stays good',
    async (target) => {
      const { refresh: token } = await signIn(target)
      const second = await toTokens(await refresh(target, token))
      assert.deepEqual(Object.keys(second.members).sort(), [
        'access_token',
        'expires_in',
        'id_token',
        'token_type',
      ])
      await toTokens(await refresh(target, token))
    },
  ],
  [
    'documented',
    'local',
    '`sub`, `auth_time` and `origin_jti` stay; `iat`, `exp` and `jti` are new',
    async (target) => {
      const { clock } = localOf(target).pool
      const first = await signIn(target)
      clock.advance(10 * minute)
      const second = await toTokens(await refresh(target, first.refresh))
      clock.setOffset(0)
      for (const token of ['access', 'id'] as const) {
        const [before, after] = [decode(first[token]), decode(second[token])]
        for (const kept of ['sub', 'auth_time', 'origin_jti']) assert.equal(after[kept], before[kept], kept)
        for (const fresh of ['iat', 'exp', 'jti']) assert.notEqual(after[fresh], before[fresh], fresh)
      }
    },
  ],
  [
    'observed',
    'person',
    '`scope` and `redirect_uri` are tolerated and change nothing',
    async (target) => {
      const first = await signIn(target)
      const fields = { scope: 'openid', redirect_uri: target.web.callbackUrl }
      const second = await toTokens(await refresh(target, first.refresh, fields))
      assert.equal(decode(second.access).scope, decode(first.access).scope)
    },
  ],
  [
    'assumed',
    'person',
    'The refreshed ID token has no nonce (OpenID Connect Core §12.2)',
    async (target) => {
      const first = await signIn(target, { parameters: { nonce: 'the nonce' } })
      const second = await toTokens(await refresh(target, first.refresh))
      assert(!('nonce' in decode(second.id)))
    },
  ],
  [
    'documented',
    'client',
    'An unknown refresh token is `invalid_grant`',
    async (target) => {
      await assertError(await refresh(target, 'eyJjdHki.a.b.c.d'), 400, 'invalid_grant')
    },
  ],
  [
    'assumed',
    'person',
    "Another client's refresh token is `invalid_grant`",
    async (target) => {
      const { refresh: token } = await signIn(target)
      const response = await refresh(target, token, { client_id: localOf(target).other.clientId })
      await assertError(response, 400, 'invalid_grant')
    },
  ],
  [
    'documented',
    'local',
    'A refresh token expires as its client says, 30 days by default',
    async (target) => {
      const { pool, brief } = localOf(target)
      const long = await signIn(target)
      const short = await signIn(target, { client: brief })
      pool.clock.advance(60 * minute)
      const expired = await refresh(target, short.refresh, { client_id: brief.clientId })
      pool.clock.advance(29 * day)
      const good = await refresh(target, long.refresh)
      pool.clock.advance(day)
      const late = await refresh(target, long.refresh)
      pool.clock.setOffset(0)
      await assertError(expired, 400, 'invalid_grant')
      assert.equal(good.status, 200)
      await assertError(late, 400, 'invalid_grant')
    },
  ],
  [
    'observed',
    'person',
    'A refresh token looks like an encrypted JWT: five parts, `eyJjdHkiOiJKV1Qi…`, about 1,800 characters',
    async (target) => {
      const { refresh: token } = await signIn(target)
      assert.equal(token.split('.').length, 5)
      assert(token.startsWith('eyJjdHkiOiJKV1Qi'))
      assert(token.length > 1600 && token.length < 2000)
    },
  ],
  [
    'documented',
    'local',
    'With rotation every refresh gives a new refresh token',
    async (target) => {
      const { rotating } = localOf(target)
      const first = await signIn(target, { client: rotating })
      const second = await toTokens(await refresh(target, first.refresh, { client_id: rotating.clientId }))
      assert.notEqual(second.refresh, first.refresh)
      await toTokens(await refresh(target, second.refresh, { client_id: rotating.clientId }))
    },
  ],
  [
    'documented',
    'local',
    'A replaced one is good for the grace period, and for no longer',
    async (target) => {
      const { pool, rotating } = localOf(target)
      const fields = { client_id: rotating.clientId }
      const first = await signIn(target, { client: rotating })
      await refresh(target, first.refresh, fields)
      pool.clock.advance(29_999)
      const within = await refresh(target, first.refresh, fields)
      pool.clock.advance(1)
      const after = await refresh(target, first.refresh, fields)
      pool.clock.setOffset(0)
      assert.equal(within.status, 200)
      await assertError(after, 400, 'invalid_grant')
    },
  ],
  [
    'assumed',
    'local',
    'Using one after the grace period revokes the whole sign-in',
    async (target) => {
      const { pool, rotating } = localOf(target)
      const fields = { client_id: rotating.clientId }
      const first = await signIn(target, { client: rotating })
      const second = await toTokens(await refresh(target, first.refresh, fields))
      pool.clock.advance(31_000)
      await refresh(target, first.refresh, { client_id: localOf(target).other.clientId })
      await toTokens(await refresh(target, second.refresh, fields))
      await refresh(target, first.refresh, fields)
      const thief = await refresh(target, second.refresh, fields)
      const info = await userInfo(target, second.access)
      pool.clock.setOffset(0)
      await assertError(thief, 400, 'invalid_grant')
      assert.equal(info.status, 401)
    },
  ],
  [
    'documented',
    'local',
    'Rotation does not prolong: the new refresh token expires when the first would have',
    async (target) => {
      const { pool, rotating } = localOf(target)
      const fields = { client_id: rotating.clientId }
      const first = await signIn(target, { client: rotating })
      pool.clock.advance(29 * day)
      const second = await toTokens(await refresh(target, first.refresh, fields))
      pool.clock.advance(day)
      const late = await refresh(target, second.refresh, fields)
      pool.clock.setOffset(0)
      await assertError(late, 400, 'invalid_grant')
    },
  ],
])
