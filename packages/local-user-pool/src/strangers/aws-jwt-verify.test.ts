import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { assertIsJwks, type Jwks } from 'aws-jwt-verify/jwk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningUserPool, startUserPool } from '../index.ts'
import { obtainCode, readJson, redeem, webClient } from '../testing/code-flow.ts'

const userPoolId = 'us-east-1_Lifeguard'
const awsIssuer = `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`

let pool: RunningUserPool
let keySet: Jwks

beforeAll(async () => {
  pool = await startUserPool()
  const response = await fetch(`${pool.issuer}/.well-known/jwks.json`)
  const document = JSON.parse(await response.text())
  assertIsJwks(document)
  keySet = document
})
afterAll(() => pool.close())

describe("aws-jwt-verify, AWS's own verifier", () => {
  it('takes an access token and an ID token for Cognito tokens, were they only issued there', async () => {
    const verifier = CognitoJwtVerifier.create({ userPoolId, tokenUse: null, clientId: webClient.clientId })
    verifier.cacheJwks(keySet)
    // It builds the issuer from the pool id and cannot be told another: so the tokens say that one.
    pool.faults.set({ accessToken: { set: { iss: awsIssuer } }, idToken: { set: { iss: awsIssuer } } })
    const code = await obtainCode(pool.domain, webClient, { username: 'admin@example.com' })
    const tokens = await readJson(await redeem(pool.domain, webClient, code))
    pool.faults.clear()

    const access = await verifier.verify(String(tokens.access_token), { tokenUse: 'access' })
    const id = await verifier.verify(String(tokens.id_token), { tokenUse: 'id' })

    expect(access['cognito:groups']).toEqual(['admins'])
    expect(id.email).toBe('admin@example.com')
  })

  it('refuses the same tokens for what they are: local ones', async () => {
    const verifier = CognitoJwtVerifier.create({
      userPoolId,
      tokenUse: 'access',
      clientId: webClient.clientId,
    })
    verifier.cacheJwks(keySet)

    const token = await pool.accessTokenFor('admin@example.com')

    await expect(verifier.verify(token)).rejects.toThrow(/issuer not configured/)
  })

  it('verifies them with the real issuer when it is told', async () => {
    const verifier = JwtVerifier.create({ issuer: pool.issuer, audience: null, scope: 'notes/read' })
    verifier.cacheJwks(keySet)

    const claims = await verifier.verify(await pool.machineTokenFor('lifeguardmachine0000000001'))

    expect(claims.client_id).toBe('lifeguardmachine0000000001')
  })
})
