import assert from 'node:assert/strict'
import { postForm } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertError, localOf, refresh, revoke, signIn, toTokens } from '../steps.ts'

export const revokeChecks = section('Revoking: `/oauth2/revoke`', [
  [
    'documented',
    'person',
    'Ends the refresh token, with an empty 200 that claims no HTML (the type observed)',
    async (target) => {
      const { refresh: token } = await signIn(target)
      const response = await revoke(target, token)
      assert.equal(response.status, 200)
      assert.equal(await response.text(), '')
      assert.doesNotMatch(response.headers.get('content-type') ?? '', /html/)
      await assertError(await refresh(target, token), 400, 'invalid_grant')
    },
  ],
  [
    'documented',
    'person',
    'Other sign-ins of the same person go on',
    async (target) => {
      const [first, second] = [await signIn(target), await signIn(target)]
      await revoke(target, first.refresh)
      await toTokens(await refresh(target, second.refresh))
    },
  ],
  [
    'documented',
    'client',
    'An unknown token is no error',
    async (target) => {
      assert.equal((await revoke(target, 'eyJjdHki.a.b.c.d')).status, 200)
    },
  ],
  [
    'documented',
    'person',
    'A token revoked before is no error',
    async (target) => {
      const { refresh: token } = await signIn(target)
      await revoke(target, token)
      assert.equal((await revoke(target, token)).status, 200)
    },
  ],
  [
    'documented',
    'person',
    'An access token is `unsupported_token_type`',
    async (target) => {
      await assertError(await revoke(target, (await signIn(target)).access), 400, 'unsupported_token_type')
    },
  ],
  [
    'documented',
    'client',
    'Without `token` or `client_id` it is `invalid_request`',
    async (target) => {
      const nobody = await postForm(`${target.domain}/oauth2/revoke`, { token: 'x' })
      await assertError(nobody, 400, 'invalid_request')
      const response = await postForm(`${target.domain}/oauth2/revoke`, { client_id: target.web.clientId })
      await assertError(response, 400, 'invalid_request')
    },
  ],
  [
    'assumed',
    'local',
    'A parameter that comes twice is `invalid_request` and revokes nothing, and so is JSON',
    async (target) => {
      const { refresh: token } = await signIn(target)
      const url = `${target.domain}/oauth2/revoke`
      const fields = { client_id: target.web.clientId, token }
      const twice = new URLSearchParams(fields)
      twice.append('token', 'x')
      const headers = { 'content-type': 'application/json' }
      await assertError(await fetch(url, { method: 'POST', body: twice }), 400, 'invalid_request')
      const json = await fetch(url, { method: 'POST', headers, body: JSON.stringify(fields) })
      await assertError(json, 400, 'invalid_request')
      await toTokens(await refresh(target, token))
    },
  ],
  [
    'documented',
    'client',
    'An unknown client is `invalid_client`, with status 401 here',
    async (target) => {
      const response = await revoke(target, 'x', { client_id: 'nobody0000000000000000000' })
      await assertError(response, 401, 'invalid_client')
    },
  ],
  [
    'documented',
    'local',
    'Where revocation is off for the client it is `invalid_request`',
    async (target) => {
      const { unrevocable } = localOf(target)
      const { refresh: token } = await signIn(target, { client: unrevocable })
      await assertError(
        await revoke(target, token, { client_id: unrevocable.clientId }),
        400,
        'invalid_request',
      )
    },
  ],
  [
    'assumed',
    'local',
    "Another client's refresh token stays good",
    async (target) => {
      const { refresh: token } = await signIn(target)
      await revoke(target, token, { client_id: localOf(target).other.clientId })
      await toTokens(await refresh(target, token))
    },
  ],
])
