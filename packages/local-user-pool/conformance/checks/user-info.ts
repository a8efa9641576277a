import assert from 'node:assert/strict'
import { decode, readJson } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { localOf, revoke, signIn, userInfo } from '../steps.ts'

export const userInfoChecks = section('Who is it: `/oauth2/userInfo`', [
  [
    'documented',
    'person',
    'Answers `sub`, `username` and the attributes of the scopes, the `_verified` ones as strings',
    async (target) => {
      const { access } = await signIn(target, { parameters: { scope: 'openid email' } })
      const members = await readJson(await userInfo(target, access))
      assert.deepEqual(Object.keys(members).sort(), ['email', 'email_verified', 'sub', 'username'])
      assert.equal(members.email_verified, 'true')
    },
  ],
  [
    'documented',
    'client',
    'Without a usable Authorization header it is 400 `invalid_request`, said in `WWW-Authenticate`',
    async ({ domain }) => {
      for (const headers of [{}, { authorization: 'Basic eDp5' }, { authorization: 'Bearer' }]) {
        const response = await fetch(`${domain}/oauth2/userInfo`, { headers })
        assert.equal(response.status, 400)
        assert.match(response.headers.get('www-authenticate') ?? '', /error="invalid_request"/)
      }
    },
  ],
  [
    'documented',
    'client',
    'A token that is none is 401 `invalid_token`',
    async (target) => {
      const response = await userInfo(target, 'a.b.c')
      assert.equal(response.status, 401)
      assert.match(response.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
      assert.equal((await readJson(response)).error, 'invalid_token')
    },
  ],
  [
    'documented',
    'person',
    'An ID token is not an access token',
    async (target) => {
      const response = await userInfo(target, (await signIn(target)).id)
      assert.equal(response.status, 401)
      assert.match(
        response.headers.get('www-authenticate') ?? '',
        /Access token is expired, disabled, or deleted/,
      )
    },
  ],
  [
    'documented',
    'local',
    'An expired token is 401',
    async (target) => {
      const { clock } = localOf(target).pool
      const { access } = await signIn(target)
      clock.advance(3_600_000)
      const response = await userInfo(target, access)
      clock.setOffset(0)
      assert.equal(response.status, 401)
    },
  ],
  [
    'observed',
    'person',
    'A token without `openid` is refused as `invalid_token`',
    async (target) => {
      const { access } = await signIn(target, { parameters: { scope: 'notes/read' } })
      const response = await userInfo(target, access)
      assert.equal(response.status, 401)
      assert.match(response.headers.get('www-authenticate') ?? '', /does not contain openid scope/)
    },
  ],
  [
    'documented',
    'person',
    'A revoked sign-in ends the access token here',
    async (target) => {
      const tokens = await signIn(target)
      await revoke(target, tokens.refresh)
      assert.equal((await userInfo(target, tokens.access)).status, 401)
    },
  ],
  [
    'documented',
    'client',
    'The path is case-sensitive',
    async ({ domain }) => {
      assert.equal((await fetch(`${domain}/oauth2/userinfo`)).status, 404)
    },
  ],
  [
    'documented',
    'local',
    'A client sees the attributes that it may read, here and in the ID token, whatever the scopes',
    async (target) => {
      const client = localOf(target).reading
      const { access, id } = await signIn(target, { client, parameters: { scope: 'openid email profile' } })
      const members = await readJson(await userInfo(target, access))
      assert.deepEqual(Object.keys(members).sort(), ['email', 'email_verified', 'sub', 'username'])
      assert.equal(decode(id).email, members.email)
      assert(!('name' in decode(id)))
    },
  ],
])
