import assert from 'node:assert/strict'
import { localProfile, startUserPool } from '../../src/index.ts'
import { readJson } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import type { Target } from '../target.ts'

const discovery = async ({ issuer }: Target) => await fetch(`${issuer}/.well-known/openid-configuration`)
const keySet = async ({ issuer }: Target) => await fetch(`${issuer}/.well-known/jwks.json`)

async function keysOf(target: Target): Promise<Record<string, unknown>[]> {
  const { keys } = await readJson(await keySet(target))
  assert(Array.isArray(keys))
  return keys
}

export const discoveryChecks = section('Discovery and key set', [
  [
    'documented',
    'client',
    'The discovery document is served under the issuer and names it',
    async (target) => {
      assert.equal((await readJson(await discovery(target))).issuer, target.issuer)
    },
  ],
  [
    'documented',
    'client',
    'Its endpoints lie on the domain, another origin than the issuer',
    async (target) => {
      const document = await readJson(await discovery(target))
      assert.equal(document.authorization_endpoint, `${target.domain}/oauth2/authorize`)
      assert.equal(document.token_endpoint, `${target.domain}/oauth2/token`)
      assert.equal(document.userinfo_endpoint, `${target.domain}/oauth2/userInfo`)
      assert.equal(document.jwks_uri, `${target.issuer}/.well-known/jwks.json`)
      assert.notEqual(new URL(target.issuer).origin, new URL(target.domain).origin)
    },
  ],
  [
    'observed',
    'client',
    '`end_session_endpoint` is `/logout`',
    async (target) => {
      assert.equal((await readJson(await discovery(target))).end_session_endpoint, `${target.domain}/logout`)
    },
  ],
  [
    'observed',
    'client',
    'It does not say `code_challenge_methods_supported`, although S256 works',
    async (target) => {
      const document = await readJson(await discovery(target))
      for (const absent of [
        'code_challenge_methods_supported',
        'grant_types_supported',
        'claims_supported',
      ]) {
        assert(!(absent in document), absent)
      }
    },
  ],
  [
    'observed',
    'client',
    'Response types are `code` and `token`, the algorithm is RS256, subjects are public',
    async (target) => {
      const document = await readJson(await discovery(target))
      assert.deepEqual(document.response_types_supported, ['code', 'token'])
      assert.deepEqual(document.id_token_signing_alg_values_supported, ['RS256'])
      assert.deepEqual(document.subject_types_supported, ['public'])
    },
  ],
  [
    'documented',
    'client',
    'Neither document is served on the domain',
    async ({ domain }) => {
      for (const path of ['/.well-known/openid-configuration', '/.well-known/jwks.json']) {
        assert.notEqual((await fetch(`${domain}${path}`)).status, 200)
      }
    },
  ],
  [
    'observed',
    'client',
    'There is no RFC 8414 metadata document',
    async ({ issuer, domain }) => {
      for (const base of [issuer, domain]) {
        assert.notEqual((await fetch(`${base}/.well-known/oauth-authorization-server`)).status, 200)
      }
    },
  ],
  [
    'documented',
    'client',
    'The key set has two RSA keys for RS256 signatures',
    async (target) => {
      const keys = await keysOf(target)
      assert.equal(keys.length, 2)
      for (const key of keys) {
        assert.deepEqual([key.kty, key.alg, key.use, key.e], ['RSA', 'RS256', 'sig', 'AQAB'])
        assert.equal(Buffer.from(String(key.n), 'base64url').length, 256)
      }
    },
  ],
  [
    'observed',
    'client',
    'A key id is standard base64 of 32 bytes: 44 characters',
    async (target) => {
      for (const { kid } of await keysOf(target)) assert.match(String(kid), /^[A-Za-z0-9+/]{43}=$/)
    },
  ],
  [
    'documented',
    'client',
    'The key set holds public members only',
    async (target) => {
      for (const key of await keysOf(target)) {
        assert.deepEqual(Object.keys(key).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
      }
    },
  ],
  [
    'observed',
    'client',
    'Any origin may read both documents',
    async (target) => {
      for (const response of [await discovery(target), await keySet(target)]) {
        assert.equal(response.headers.get('access-control-allow-origin'), '*')
      }
    },
  ],
  [
    'documented',
    'local',
    'After a rotation new keys sign and the old ones are still published',
    async (target) => {
      const before = (await keysOf(target)).map(({ kid }) => kid)
      await target.local?.pool.rotateKeys()
      const after = (await keysOf(target)).map(({ kid }) => kid)
      target.local?.pool.withdrawOldKeys()
      const last = (await keysOf(target)).map(({ kid }) => kid)
      assert(before.every((kid) => after.includes(kid)) && after.length === 4)
      assert(last.length === 2 && !last.some((kid) => before.includes(kid)))
    },
  ],
  [
    'observed',
    'local',
    'Without a domain it names endpoints under the issuer, where they answer `BadRequest`',
    async () => {
      const pool = await startUserPool({ config: { ...localProfile(), hasDomain: false } })
      const document = await readJson(await fetch(`${pool.issuer}/.well-known/openid-configuration`))
      const answer = await fetch(String(document.token_endpoint), { method: 'POST' })
      const members = await readJson(answer)
      await pool.close()
      assert.equal(document.token_endpoint, `${pool.issuer}/oauth2/token`)
      assert.deepEqual([answer.status, members.code], [400, 'BadRequest'])
    },
  ],
])
