import { Me } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineClient, startTestApi, type TestApi, webClient } from '../testing/test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

async function getMe(token: string): Promise<Me> {
  const response = await api.call('GET', '/me', { token })
  expect(response.status).toBe(200)
  return Me.parse(await response.json())
}

describe('GET /me', () => {
  it('tells a person who the API thinks they are', async () => {
    const authTime = Math.floor(Date.now() / 1000) - 60
    const token = await api.pool.accessTokenFor('admin@example.com', { authTime })

    expect(await getMe(token)).toEqual({
      kind: 'user',
      issuer: api.pool.issuer,
      subject: expect.stringMatching(/^[\da-f-]{36}$/),
      clientId: webClient,
      scopes: ['openid', 'email', 'profile', 'notes/read', 'notes/write'],
      groups: ['admins'],
      authTime: new Date(authTime * 1000).toISOString(),
      expiresAt: expect.stringMatching(/Z$/),
      email: 'admin@example.com',
    })
  })

  it('tells a machine who it is, without what only people have', async () => {
    const me = await getMe(await api.pool.machineTokenFor(machineClient, { scope: 'notes/read' }))

    expect(me).toMatchObject({ kind: 'machine', subject: machineClient, scopes: ['notes/read'] })
    expect(me).toMatchObject({ groups: null, authTime: null, email: null })
  })

  it('needs no scope, and without openid knows no e-mail address', async () => {
    const me = await getMe(await api.userToken({ scope: 'notes/read' }))

    expect(me).toMatchObject({ kind: 'user', email: null, groups: [] })
  })

  it('J-23: knows people by issuer and subject, not by the name in their token', async () => {
    const one = await getMe(await api.userToken())
    const renamed = await getMe(await api.userToken({ claims: { username: 'admin' } }))

    expect(renamed.subject).toBe(one.subject)
  })

  it('is 503 while the pool cannot be asked for the e-mail address, and nothing else is', async () => {
    const cutOff = await startTestApi({ COGNITO_DOMAIN: 'http://127.0.0.1:1' })
    const token = await cutOff.userToken()

    const me = await cutOff.call('GET', '/me', { token })
    const notes = await cutOff.call('GET', '/notes', { token })
    const machine = await cutOff.call('GET', '/me', {
      token: await cutOff.pool.machineTokenFor(machineClient),
    })
    await cutOff.close()

    expect([me.status, notes.status, machine.status]).toEqual([503, 200, 200])
    expect(me.headers.get('retry-after')).toBe('5')
    expect(me.headers.get('www-authenticate')).toBeNull()
  })
})
