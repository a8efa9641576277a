import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccessTokenVerifier } from './access-token-verifier.ts'
import { KeySetUnavailableError } from './verdict.ts'

const { publicKey, privateKey } = await generateKeyPair('RS256')
const clientId = 'web'
let server: Server
let issuer: string

beforeAll(async () => {
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  server = createServer((_req, res) => res.end(JSON.stringify({ keys: [jwk] }))).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/us-east-1_Test`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const now = Math.floor(Date.now() / 1000)

function sign(claims: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT({
    iss: issuer,
    sub: 'f3a1',
    client_id: clientId,
    token_use: 'access',
    scope: 'openid notes/read',
    'cognito:groups': ['admins'],
    auth_time: now - 60,
    iat: now,
    exp: now + 300,
    username: 'jane',
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .sign(privateKey)
}

describe('createAccessTokenVerifier()', () => {
  it('tells who calls with the access token of a person', async () => {
    const verifier = createAccessTokenVerifier({ pools: [{ issuer, clientIds: [clientId] }] })

    const verdict = await verifier.verify(await sign())

    expect(verdict).toMatchObject({
      valid: true,
      principal: {
        kind: 'user',
        issuer,
        subject: 'f3a1',
        clientId,
        scopes: ['openid', 'notes/read'],
        groups: ['admins'],
        username: 'jane',
        authTime: now - 60,
        expiresAt: now + 300,
      },
    })
  })

  it('tells a machine from a person', async () => {
    const verifier = createAccessTokenVerifier({ pools: [{ issuer, clientIds: [clientId] }] })

    const verdict = await verifier.verify(
      await sign({ username: undefined, 'cognito:groups': undefined, sub: clientId }),
    )

    expect(verdict).toMatchObject({ valid: true, principal: { kind: 'machine', subject: clientId } })
  })

  it('says why a token is not valid', async () => {
    const verifier = createAccessTokenVerifier({ pools: [{ issuer, clientIds: [clientId] }] })
    const reasonOf = async (claims: Record<string, unknown>) => {
      const verdict = await verifier.verify(await sign(claims))
      return verdict.valid ? null : verdict.reason
    }

    expect(await reasonOf({})).toBe(null)
    expect(await reasonOf({ iss: `${issuer}/` })).toBe('issuer')
    expect(await reasonOf({ client_id: 'other' })).toBe('client')
    expect(await reasonOf({ token_use: 'id' })).toBe('token-use')
    expect(await reasonOf({ exp: now - 60 })).toBe('expired')
  })

  it('throws where it cannot judge, and says so in its readiness', async () => {
    const verifier = createAccessTokenVerifier({
      pools: [{ issuer: 'http://127.0.0.1:1/us-east-1_Test', clientIds: [clientId] }],
    })

    const judging = verifier.verify(await sign({ iss: 'http://127.0.0.1:1/us-east-1_Test' }))

    await expect(judging).rejects.toBeInstanceOf(KeySetUnavailableError)
    expect(await verifier.prefetch()).toEqual([
      { issuer: 'http://127.0.0.1:1/us-east-1_Test', keySet: 'none' },
    ])
  })
})
