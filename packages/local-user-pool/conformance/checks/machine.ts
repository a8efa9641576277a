import assert from 'node:assert/strict'
import { decode, postForm } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { assertError, machineOf, machineToken, toTokens } from '../steps.ts'

export const machineChecks = section('Machines: `client_credentials`', [
  [
    'documented',
    'machine',
    'The secret may come by Basic or in the body',
    async (target) => {
      const { clientId, secret, scope } = machineOf(target)
      await toTokens(await machineToken(target))
      await toTokens(await machineToken(target, { client_id: clientId }))
      await toTokens(
        await postForm(`${target.domain}/oauth2/token`, {
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secret,
          scope,
        }),
      )
    },
  ],
  [
    'documented',
    'machine',
    'Without `scope` it gets all scopes of the client',
    async (target) => {
      const all = String(decode((await toTokens(await machineToken(target, { scope: '' }))).access).scope)
      assert(all.split(' ').includes(machineOf(target).scope))
    },
  ],
  [
    'documented',
    'machine',
    'A wrong secret is `invalid_client`, with status 400',
    async (target) => {
      const { clientId } = machineOf(target)
      const response = await postForm(`${target.domain}/oauth2/token`, {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: 'wrong',
      })
      await assertError(response, 400, 'invalid_client')
    },
  ],
  [
    'assumed',
    'local',
    'A scope that is not enabled is `invalid_scope`',
    async (target) => {
      await assertError(await machineToken(target, { scope: 'notes/read other/thing' }), 400, 'invalid_scope')
    },
  ],
  [
    'assumed',
    'local',
    'A `resource` is `invalid_request`: only tokens of people are bound to one',
    async (target) => {
      const response = await machineToken(target, { resource: 'https://api.example.com' })
      await assertError(response, 400, 'invalid_request')
    },
  ],
  [
    'documented',
    'client',
    'A client for people is not allowed the grant: `unauthorized_client`',
    async (target) => {
      const response = await postForm(`${target.domain}/oauth2/token`, {
        grant_type: 'client_credentials',
        client_id: target.web.clientId,
      })
      await assertError(response, 400, 'unauthorized_client')
    },
  ],
  [
    'documented',
    'machine',
    'A machine is not allowed the code grant, nor to refresh: `unauthorized_client`',
    async (target) => {
      const { clientId, secret } = machineOf(target)
      for (const grant_type of ['authorization_code', 'refresh_token']) {
        const response = await postForm(`${target.domain}/oauth2/token`, {
          grant_type,
          client_id: clientId,
          client_secret: secret,
          code: 'x',
          refresh_token: 'x',
          redirect_uri: target.web.callbackUrl,
        })
        await assertError(response, 400, 'unauthorized_client')
      }
    },
  ],
])
