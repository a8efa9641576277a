import assert from 'node:assert/strict'
import { decode, postForm, redeem } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertError, codeFor, localOf, toBasic, toTokens } from '../steps.ts'

export const tokenRequestChecks = section('Asking for tokens: `/oauth2/token`', [
  [
    'documented',
    'client',
    'Only a form is taken: JSON, another type or no body is `invalid_request`',
    async (target) => {
      const url = `${target.domain}/oauth2/token`
      const body = JSON.stringify({
        grant_type: 'refresh_token',
        client_id: target.web.clientId,
        refresh_token: 'x',
      })
      const json = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      const nothing = await fetch(url, { method: 'POST' })
      await assertError(json, 400, 'invalid_request')
      await assertError(nothing, 400, 'invalid_request')
    },
  ],
  [
    'documented',
    'client',
    'It answers POST only',
    async ({ domain }) => {
      const response = await fetch(`${domain}/oauth2/token`)
      assert(response.status >= 400 && response.status < 500)
    },
  ],
  [
    'assumed',
    'local',
    'A parameter that comes twice is `invalid_request`',
    async (target) => {
      const body = `grant_type=refresh_token&client_id=${target.web.clientId}&refresh_token=a&refresh_token=b`
      const response = await fetch(`${target.domain}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams(body),
      })
      await assertError(response, 400, 'invalid_request')
    },
  ],
  [
    'documented',
    'client',
    'Another grant type is `unsupported_grant_type`, a missing one `invalid_request`',
    async (target) => {
      const url = `${target.domain}/oauth2/token`
      const client_id = target.web.clientId
      await assertError(
        await postForm(url, { client_id, grant_type: 'password' }),
        400,
        'unsupported_grant_type',
      )
      await assertError(await postForm(url, { client_id }), 400, 'invalid_request')
    },
  ],
  [
    'documented',
    'client',
    'A missing parameter is `invalid_request`',
    async (target) => {
      const url = `${target.domain}/oauth2/token`
      const client_id = target.web.clientId
      await assertError(
        await postForm(url, { client_id, grant_type: 'refresh_token' }),
        400,
        'invalid_request',
      )
      await assertError(
        await postForm(url, { client_id, grant_type: 'authorization_code' }),
        400,
        'invalid_request',
      )
      const fields = {
        grant_type: 'authorization_code',
        client_id,
        redirect_uri: target.web.callbackUrl,
        code: 'x',
      }
      for (const missing of ['client_id', 'redirect_uri', 'code']) {
        await assertError(await postForm(url, { ...fields, [missing]: '' }), 400, 'invalid_request')
      }
    },
  ],
  [
    'documented',
    'client',
    'An unknown client is `invalid_client`, with status 400',
    async (target) => {
      const response = await redeem(
        target.domain,
        { ...target.web, clientId: 'nobody0000000000000000000' },
        'x',
      )
      await assertError(response, 400, 'invalid_client')
    },
  ],
  [
    'documented',
    'local',
    'A confidential client authenticates by Basic, form-encoded, or in the body',
    async (target) => {
      const { confidential } = localOf(target)
      const inBody = await codeFor(target, { client: confidential })
      const fields = { client_secret: confidential.secret }
      assert.equal((await redeem(target.domain, confidential, inBody, fields)).status, 200)

      const { access } = await toTokens(
        await fetch(`${target.domain}/oauth2/token`, {
          method: 'POST',
          headers: { authorization: toBasic(confidential.clientId, confidential.secret) },
          body: new URLSearchParams({
            grant_type: 'authorization_code',
            code: await codeFor(target, {
              client: confidential,
              parameters: { code_challenge: undefined, code_challenge_method: undefined },
            }),
            redirect_uri: confidential.callbackUrl,
          }),
        }),
      )
      assert.equal(decode(access).client_id, confidential.clientId)
    },
  ],
  [
    'observed',
    'local',
    'Without its secret, or with a wrong one, it is `invalid_client`',
    async (target) => {
      const { confidential } = localOf(target)
      const code = await codeFor(target, { client: confidential })
      await assertError(await redeem(target.domain, confidential, code), 400, 'invalid_client')
      const wrong = await redeem(target.domain, confidential, code, { client_secret: 'wrong' })
      await assertError(wrong, 400, 'invalid_client')
    },
  ],
  [
    'assumed',
    'local',
    'A public client that sends a secret is `invalid_client`; two ways at once are `invalid_request`',
    async (target) => {
      const { confidential } = localOf(target)
      const secretive = await redeem(target.domain, target.web, 'x', { client_secret: 'x' })
      await assertError(secretive, 400, 'invalid_client')
      const twice = await fetch(`${target.domain}/oauth2/token`, {
        method: 'POST',
        headers: { authorization: toBasic(confidential.clientId, confidential.secret) },
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          client_secret: confidential.secret,
          refresh_token: 'x',
        }),
      })
      await assertError(twice, 400, 'invalid_request')
    },
  ],
  [
    'assumed',
    'local',
    'A header that is not Basic is `invalid_client`; one that names another client is `invalid_request`',
    async (target) => {
      const { confidential } = localOf(target)
      const ask = async (authorization: string) =>
        await fetch(`${target.domain}/oauth2/token`, {
          method: 'POST',
          headers: { authorization },
          body: new URLSearchParams({
            grant_type: 'refresh_token',
            client_id: target.web.clientId,
            refresh_token: 'x',
          }),
        })
      await assertError(await ask('Bearer x'), 400, 'invalid_client')
      const other = toBasic(confidential.clientId, confidential.secret)
      await assertError(await ask(other), 400, 'invalid_request')
    },
  ],
])
