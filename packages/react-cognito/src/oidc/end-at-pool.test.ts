import { createServer, type RequestListener } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SessionSettings } from '../session-settings.ts'
import { endTokens } from './end-at-pool.ts'

const tokens = { refreshToken: 'refresh-token', accessToken: 'access-token' }

describe('endTokens()', () => {
  it('revokes the refresh token at the pool, and hands the access token to the API', async () => {
    const bodies: string[] = []
    const domain = await startPool(async (request, response) => {
      for await (const chunk of request) bodies.push(`${request.method} ${request.url} ${chunk}`)
      response.end()
    })
    const told: string[] = []
    const onSignOut = async (accessToken: string) => void told.push(accessToken)

    expect(await endTokens({ ...settings, domain, onSignOut }, tokens)).toBe(true)

    expect(bodies).toEqual(['POST /oauth2/revoke token=refresh-token&client_id=client'])
    expect(told).toEqual(['access-token'])
  })

  it('says whether the pool can be reached, whatever becomes of telling the API', async () => {
    const domain = await startPool((_request, response) => response.end())
    const throwing = () => {
      throw new Error('of the app')
    }
    const rejecting = async () => throwing()

    expect(await endTokens({ ...settings, domain, onSignOut: throwing }, tokens)).toBe(true)
    expect(await endTokens({ ...settings, domain, onSignOut: rejecting }, tokens)).toBe(true)
    expect(await endTokens({ ...settings, domain: await deadDomain(), onSignOut: throwing }, tokens)).toBe(
      false,
    )
  })

  it('waits two seconds for the API and no longer', async () => {
    const domain = await startPool((_request, response) => response.end())
    const silent = () => new Promise(() => undefined)

    expect(await endTokens({ ...settings, domain, onSignOut: silent }, tokens)).toBe(true)
  })
})

const settings: SessionSettings = {
  issuer: 'https://issuer.example/pool',
  domain: 'https://auth.example.com',
  clientId: 'client',
  scope: 'openid',
  redirectUri: 'https://app.example.com/callback',
  signOutUri: 'https://app.example.com/',
}

async function startPool(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

/** Where nobody listens any longer. */
async function deadDomain(): Promise<string> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}
