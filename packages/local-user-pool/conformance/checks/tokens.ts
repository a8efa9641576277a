import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { decode, readJson } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { headerOf, localOf, machineOf, machineToken, signIn, toTokens } from '../steps.ts'

const profileAttributes =
  'name family_name given_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo locale updated_at'.split(
    ' ',
  )

export const claimChecks = section('What is in the tokens', [
  [
    'documented',
    'person',
    'The header is exactly `kid` and `alg`, in this order (order observed): there is no `typ`',
    async (target) => {
      const { access, id } = await signIn(target)
      for (const token of [access, id]) {
        assert.deepEqual(Object.keys(headerOf(token)), ['kid', 'alg'])
        assert.equal(headerOf(token).alg, 'RS256')
      }
    },
  ],
  [
    'documented',
    'person',
    'Both verify with the key set, and different keys sign them',
    async (target) => {
      const { access, id } = await signIn(target)
      const keySet = createRemoteJWKSet(new URL(`${target.issuer}/.well-known/jwks.json`))
      for (const token of [access, id]) await jwtVerify(token, keySet, { issuer: target.issuer })
      assert.notEqual(headerOf(access).kid, headerOf(id).kid)
    },
  ],
  [
    'observed',
    'person',
    'Slashes in the payload are escaped',
    async (target) => {
      const payload = Buffer.from((await signIn(target)).access.split('.')[1] ?? '', 'base64url').toString()
      assert.match(payload, /"iss":"https?:\\\/\\\//)
    },
  ],
  [
    'documented',
    'person',
    "A person's access token has these claims and no others",
    async (target) => {
      const claims = decode((await signIn(target)).access)
      assert.deepEqual(Object.keys(claims).sort(), [
        'auth_time',
        'client_id',
        'cognito:groups',
        'event_id',
        'exp',
        'iat',
        'iss',
        'jti',
        'origin_jti',
        'scope',
        'sub',
        'token_use',
        'username',
        'version',
      ])
      assert.deepEqual(
        [claims.client_id, claims.token_use, claims.version, claims.iss],
        [target.web.clientId, 'access', 2, target.issuer],
      )
      assert.equal(typeof claims.scope, 'string')
      assert.deepEqual(claims['cognito:groups'], ['admins'])
    },
  ],
  [
    'documented',
    'person',
    'It has no `aud`, e-mail address or nonce',
    async (target) => {
      const claims = decode((await signIn(target, { parameters: { nonce: 'n' } })).access)
      for (const absent of ['aud', 'email', 'nonce', 'at_hash']) assert(!(absent in claims), absent)
    },
  ],
  [
    'documented',
    'person',
    'The ID token names its client as `aud`, one string, and echoes the nonce',
    async (target) => {
      const claims = decode((await signIn(target, { parameters: { nonce: 'the nonce' } })).id)
      assert.deepEqual(
        [claims.aud, claims.token_use, claims.nonce, claims.iss],
        [target.web.clientId, 'id', 'the nonce', target.issuer],
      )
      for (const present of ['cognito:username', 'origin_jti', 'jti', 'event_id', 'auth_time', 'at_hash']) {
        assert(present in claims, present)
      }
      for (const absent of ['azp', 'sid', 'c_hash', 'client_id', 'scope']) assert(!(absent in claims), absent)
    },
  ],
  [
    'documented',
    'person',
    '`at_hash` is the left half of the SHA-256 of the access token',
    async (target) => {
      const { access, id } = await signIn(target)
      const half = createHash('sha256').update(access).digest().subarray(0, 16).toString('base64url')
      assert.equal(decode(id).at_hash, half)
    },
  ],
  [
    'documented',
    'person',
    '`email_verified` is a boolean in the ID token',
    async (target) => {
      assert.equal(decode((await signIn(target)).id).email_verified, true)
    },
  ],
  [
    'documented',
    'local',
    'Scopes choose the attributes: `openid email` gives the address alone, `openid` all of them',
    async (target) => {
      const some = decode((await signIn(target, { parameters: { scope: 'openid email' } })).id)
      const all = decode((await signIn(target, { parameters: { scope: 'openid notes/read' } })).id)
      const client = localOf(target).other
      const profile = decode((await signIn(target, { parameters: { scope: 'openid profile' } })).id)
      assert(some.email !== undefined && some.name === undefined && some['custom:floor'] === undefined)
      assert(all.email !== undefined && all.name !== undefined && all.phone_number !== undefined)
      const phone = decode((await signIn(target, { client, parameters: { scope: 'openid phone' } })).id)
      assert(profile.email === undefined)
      for (const name of profileAttributes) assert(name in profile, name)
      assert.equal(profile['custom:floor'], '12')
      assert.equal(profile.updated_at, 1_700_000_000)
      assert.deepEqual(
        [phone.phone_number, phone.phone_number_verified, phone.name],
        ['+15550100', true, undefined],
      )
    },
  ],
  [
    'observed',
    'local',
    'In a pool that signs in with e-mail addresses the username is the `sub`',
    async (target) => {
      const tokens = await signIn(target)
      const [access, id] = [decode(tokens.access), decode(tokens.id)]
      assert.deepEqual([access.username, id['cognito:username']], [access.sub, access.sub])
    },
  ],
  [
    'documented',
    'person',
    'Tokens of one sign-in share `origin_jti` and `event_id`, and have a `jti` each',
    async (target) => {
      const tokens = await signIn(target)
      const [access, id] = [decode(tokens.access), decode(tokens.id)]
      assert.equal(access.origin_jti, id.origin_jti)
      assert.equal(access.event_id, id.event_id)
      assert.notEqual(access.jti, id.jti)
    },
  ],
  [
    'documented',
    'local',
    'Where revocation is off for the client, and rotation too, they have neither `jti` nor `origin_jti`',
    async (target) => {
      const { unrevocable, rotating } = localOf(target)
      for (const [client, isTraced] of [
        [unrevocable, false],
        [rotating, true],
      ] as const) {
        const { access, id } = await signIn(target, { client })
        for (const claims of [decode(access), decode(id)]) {
          assert.deepEqual(['jti' in claims, 'origin_jti' in claims], [isTraced, isTraced])
        }
      }
    },
  ],
  [
    'documented',
    'machine',
    'A machine gets an access token, type and seconds: nothing else',
    async (target) => {
      const members = await readJson(await machineToken(target))
      assert.deepEqual(Object.keys(members).sort(), ['access_token', 'expires_in', 'token_type'])
    },
  ],
  [
    'assumed',
    'machine',
    "A machine's token has the client as `sub`, and no username, groups or `origin_jti`",
    async (target) => {
      const { clientId, scope } = machineOf(target)
      const claims = decode((await toTokens(await machineToken(target))).access)
      assert.deepEqual(
        [claims.sub, claims.client_id, claims.token_use, claims.scope, claims.version],
        [clientId, clientId, 'access', scope, 2],
      )
      for (const absent of ['username', 'cognito:groups', 'origin_jti', 'aud'])
        assert(!(absent in claims), absent)
    },
  ],
])
