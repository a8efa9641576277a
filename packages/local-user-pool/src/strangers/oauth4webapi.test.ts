import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningUserPool, startUserPool } from '../index.ts'
import { Browser } from '../testing/browser.ts'

const client: oauth.Client = { client_id: 'lifeguardweb00000000000001' }
const callback = 'http://localhost:5173/callback'
const insecure = { [oauth.allowInsecureRequests]: true }

let pool: RunningUserPool
let server: oauth.AuthorizationServer

beforeAll(async () => {
  pool = await startUserPool()
  const issuer = new URL(pool.issuer)
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure))
})

afterAll(() => pool.close())

async function signIn(username: string) {
  const verifier = oauth.generateRandomCodeVerifier()
  const nonce = oauth.generateRandomNonce()
  const state = oauth.generateRandomState()
  const url = new URL(server.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: callback,
    scope: 'openid email notes/read',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  const back = await new Browser().signIn(url, username)
  const parameters = oauth.validateAuthResponse(server, client, back, state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    callback,
    verifier,
    insecure,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
  })
  return { response, tokens }
}

describe('oauth4webapi, a strict client', () => {
  it('signs a person in with code and PKCE', async () => {
    const { tokens } = await signIn('admin@example.com')

    const claims = oauth.getValidatedIdTokenClaims(tokens)
    expect(claims?.email).toBe('admin@example.com')
    expect(claims?.email_verified).toBe(true)
    expect(tokens.expires_in).toBe(3600)
  })

  it('verifies the signature of the ID token with the key set', async () => {
    const { response } = await signIn('user@example.com')

    await expect(oauth.validateApplicationLevelSignature(server, response, insecure)).resolves.toBeUndefined()
  })

  it('refreshes and keeps subject and sign-in time', async () => {
    const { tokens: first } = await signIn('user@example.com')

    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      first.refresh_token ?? '',
      insecure,
    )
    const second = await oauth.processRefreshTokenResponse(server, client, response)

    expect(second.refresh_token).toBeUndefined()
    expect(second.access_token).not.toBe(first.access_token)
    const [before, after] = [first, second].map((tokens) => oauth.getValidatedIdTokenClaims(tokens))
    expect(after?.sub).toBe(before?.sub)
    expect(after?.auth_time).toBe(before?.auth_time)
  })

  it('reads the person from userInfo', async () => {
    const { tokens } = await signIn('admin@example.com')
    const subject = oauth.getValidatedIdTokenClaims(tokens)?.sub ?? ''

    const response = await oauth.userInfoRequest(server, client, tokens.access_token, insecure)
    const person = await oauth.processUserInfoResponse(server, client, subject, response)

    expect(person).toMatchObject({ sub: subject, email: 'admin@example.com', email_verified: 'true' })
  })

  it('revokes the sign-in, after which nothing refreshes', async () => {
    const { tokens } = await signIn('admin@example.com')
    const refreshToken = tokens.refresh_token ?? ''

    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, oauth.None(), refreshToken, insecure),
    )

    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken,
      insecure,
    )
    await expect(oauth.processRefreshTokenResponse(server, client, response)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('gets a machine token with Basic credentials', async () => {
    const machine: oauth.Client = { client_id: 'lifeguardmachine0000000001' }

    const response = await oauth.clientCredentialsGrantRequest(
      server,
      machine,
      oauth.ClientSecretBasic('local-machine-secret'),
      { scope: 'notes/read' },
      insecure,
    )
    const tokens = await oauth.processClientCredentialsResponse(server, machine, response)

    expect(Object.keys(tokens).sort()).toEqual(['access_token', 'expires_in', 'token_type'])
  })
})
