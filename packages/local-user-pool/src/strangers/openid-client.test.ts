import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningUserPool, startUserPool } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { webClient } from '../testing/code-flow.ts'

let pool: RunningUserPool
let configuration: client.Configuration

beforeAll(async () => {
  pool = await startUserPool()
  configuration = await client.discovery(new URL(pool.issuer), webClient.clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  })
})
afterAll(() => pool.close())

async function signIn() {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [expectedNonce, expectedState] = [client.randomNonce(), client.randomState()]
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: webClient.callbackUrl,
    scope: webClient.scope,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce: expectedNonce,
    state: expectedState,
  })
  const back = await new Browser().signIn(url, 'admin@example.com')
  const checks = { pkceCodeVerifier, expectedNonce, expectedState, idTokenExpected: true }
  return await client.authorizationCodeGrant(configuration, back, checks)
}

describe('openid-client, which verifies the signature of the ID token as well', () => {
  it('signs a person in and reads who it is', async () => {
    const tokens = await signIn()
    const claims = tokens.claims()

    const person = await client.fetchUserInfo(configuration, tokens.access_token, claims?.sub ?? '')

    expect(claims).toMatchObject({ aud: webClient.clientId, email: 'admin@example.com' })
    expect(person.email).toBe('admin@example.com')
  })

  it('refreshes, and is refused after the revocation', async () => {
    const { refresh_token: refreshToken = '' } = await signIn()
    const next = await client.refreshTokenGrant(configuration, refreshToken)

    await client.tokenRevocation(configuration, refreshToken)

    expect(next.claims()?.email).toBe('admin@example.com')
    await expect(client.refreshTokenGrant(configuration, refreshToken)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('gets a machine token', async () => {
    const machine = await client.discovery(
      new URL(pool.issuer),
      'lifeguardmachine0000000001',
      undefined,
      client.ClientSecretPost('local-machine-secret'),
      { execute: [client.allowInsecureRequests] },
    )

    const tokens = await client.clientCredentialsGrant(machine, { scope: 'notes/write' })

    expect(tokens.expires_in).toBe(3600)
  })
})
