import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl, decode, readJson, redeem } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertError, codeFor, localOf, personOf, refresh, signIn, toTokens, userInfo } from '../steps.ts'

export const authorizationCodeChecks = section('Redeeming a code', [
  [
    'documented',
    'person',
    'A code gives access, ID and refresh token, `Bearer` and a number of seconds, and no `scope`',
    async (target) => {
      const { members } = await signIn(target)
      assert.deepEqual(Object.keys(members).sort(), [
        'access_token',
        'expires_in',
        'id_token',
        'refresh_token',
        'token_type',
      ])
      assert.equal(members.token_type, 'Bearer')
      assert.equal(members.expires_in, 3600)
    },
  ],
  [
    'documented',
    'person',
    'Without `openid` there is no ID token',
    async (target) => {
      const { members } = await signIn(target, { parameters: { scope: 'notes/read' } })
      assert(!('id_token' in members))
    },
  ],
  [
    'documented',
    'person',
    'A code is good once; using it again revokes what it gave (the second half assumed)',
    async (target) => {
      const code = await codeFor(target)
      const first = await toTokens(await redeem(target.domain, target.web, code))
      await assertError(await redeem(target.domain, target.web, code), 400, 'invalid_grant')
      await assertError(await refresh(target, first.refresh), 400, 'invalid_grant')
    },
  ],
  [
    'assumed',
    'person',
    'Somebody who replays it without the verifier revokes nothing',
    async (target) => {
      const code = await codeFor(target)
      const first = await toTokens(await redeem(target.domain, target.web, code))
      const replay = await redeem(target.domain, target.web, code, { code_verifier: 'x'.repeat(43) })
      await assertError(replay, 400, 'invalid_grant')
      await toTokens(await refresh(target, first.refresh))
    },
  ],
  [
    'documented',
    'local',
    'A code lives five minutes',
    async (target) => {
      const { clock } = localOf(target).pool
      const early = await codeFor(target)
      clock.advance(299_000)
      const inTime = await redeem(target.domain, target.web, early)
      clock.setOffset(0)
      const late = await codeFor(target)
      clock.advance(300_000)
      const tooLate = await redeem(target.domain, target.web, late)
      clock.setOffset(0)
      assert.equal(inTime.status, 200)
      await assertError(tooLate, 400, 'invalid_grant')
    },
  ],
  [
    'assumed',
    'person',
    'Of eight attempts at once, one succeeds',
    async (target) => {
      const code = await codeFor(target)
      const attempts = Array.from({ length: 8 }, () => redeem(target.domain, target.web, code))
      const statuses = (await Promise.all(attempts)).map(({ status }) => status)
      assert.deepEqual(statuses.sort(), [200, 400, 400, 400, 400, 400, 400, 400])
    },
  ],
  [
    'assumed',
    'person',
    'A wrong or missing verifier is `invalid_grant`, and the code is spent',
    async (target) => {
      const code = await codeFor(target)
      const wrong = await redeem(target.domain, target.web, code, { code_verifier: 'x'.repeat(43) })
      await assertError(wrong, 400, 'invalid_grant')
      await assertError(await redeem(target.domain, target.web, code), 400, 'invalid_grant')
      const missing = await redeem(target.domain, target.web, await codeFor(target), { code_verifier: '' })
      await assertError(missing, 400, 'invalid_grant')
    },
  ],
  [
    'documented',
    'person',
    'A UUID is taken as the verifier, although RFC 7636 wants 43 characters or more',
    async (target) => {
      const code_verifier = '0f4fd7c8-9a3b-4b52-8d3c-3f1c2e5a7b90'
      const code_challenge = createHash('sha256').update(code_verifier).digest('base64url')
      const code = await codeFor(target, { parameters: { code_challenge } })
      await toTokens(await redeem(target.domain, target.web, code, { code_verifier }))
    },
  ],
  [
    'assumed',
    'local',
    'A verifier that nobody announced is `invalid_grant`',
    async (target) => {
      const { lenient } = localOf(target)
      const parameters = { code_challenge: undefined, code_challenge_method: undefined }
      const code = await codeFor(target, { client: lenient, parameters })
      await assertError(await redeem(target.domain, lenient, code), 400, 'invalid_grant')
    },
  ],
  [
    'documented',
    'person',
    'Another `redirect_uri` is `unauthorized_client`, described as `invalid_redirect`',
    async (target) => {
      const code = await codeFor(target)
      const response = await redeem(target.domain, target.web, code, {
        redirect_uri: `${target.web.callbackUrl}/`,
      })
      const members = await readJson(response)
      assert.deepEqual(
        [response.status, members.error, members.error_description],
        [400, 'unauthorized_client', 'invalid_redirect'],
      )
    },
  ],
  [
    'assumed',
    'person',
    'A code of another client is `invalid_grant`',
    async (target) => {
      const code = await codeFor(target)
      await assertError(await redeem(target.domain, localOf(target).other, code), 400, 'invalid_grant')
    },
  ],
  [
    'documented',
    'client',
    'An unknown code is `invalid_grant`',
    async (target) => {
      const code = '11111111-2222-3333-4444-555555555555'
      await assertError(await redeem(target.domain, target.web, code), 400, 'invalid_grant')
    },
  ],
  [
    'documented',
    'local',
    'Each client has its own token lifetimes',
    async (target) => {
      const { brief } = localOf(target)
      const tokens = await signIn(target, { client: brief })
      const [access, id] = [decode(tokens.access), decode(tokens.id)]
      assert.equal(tokens.members.expires_in, 300)
      assert.deepEqual([Number(access.exp) - Number(access.iat), Number(id.exp) - Number(id.iat)], [300, 600])
    },
  ],
  [
    'documented',
    'person',
    '`resource` becomes the audience of the access token and stays over a refresh',
    async (target) => {
      const resource = 'https://api.example.com'
      const tokens = await signIn(target, { parameters: { resource } })
      const next = await toTokens(await refresh(target, tokens.refresh))
      assert.deepEqual([decode(tokens.access).aud, decode(next.access).aud], [resource, resource])
      assert.equal(decode(tokens.id).aud, target.web.clientId)
      assert.equal((await userInfo(target, tokens.access)).status, 200)
    },
  ],
  [
    'documented',
    'local',
    'A `resource` that is no URL, or plain http beyond loopback, goes back as `invalid_request`',
    async (target) => {
      assert(personOf(target))
      for (const resource of ['notes', 'http://api.example.com', 'https://api.example.com#part']) {
        const back = await new Browser().redirectOf(authorizeUrl(target.domain, target.web, { resource }))
        assert.equal(back.searchParams.get('error'), 'invalid_request')
      }
    },
  ],
  [
    'documented',
    'local',
    'A client that may read `email` but not `email_verified` gets `invalid_grant` for the scope `email`',
    async (target) => {
      const client = localOf(target).trapped
      const code = await codeFor(target, { client })
      await assertError(await redeem(target.domain, client, code), 400, 'invalid_grant')
      await signIn(target, { client, parameters: { scope: 'openid' } })
    },
  ],
])
