import { once } from 'node:events'
import { createServer } from 'node:net'
import { localProfile, type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../../tests/free-ports.ts'
import { getPersonToken } from './person-token.ts'

const clientId = 'lifeguardtools000000000001'

describe('getPersonToken()', () => {
  let callbackPort: number
  let pool: RunningUserPool

  beforeAll(async () => {
    const [port = 0] = await freePorts(1)
    callbackPort = port
    const profile = localProfile()
    const clients = profile.clients.map((client) =>
      client.clientId === clientId
        ? { ...client, callbackUrls: [`http://localhost:${callbackPort}/callback`] }
        : client,
    )
    pool = await startUserPool({ config: { ...profile, clients } })
  })
  afterAll(() => pool.close())

  /** Gets a token while a browser does what it does with the address. */
  async function signIn(browse: (url: string) => Promise<unknown>): Promise<string> {
    const shown = Promise.withResolvers<string>()
    const scope = 'openid notes/read'
    const token = getPersonToken(pool, { clientId, scope, callbackPort, show: shown.resolve })
    // Whoever asserts about it comes later.
    token.catch(() => undefined)
    await browse(await shown.promise)
    return token
  }

  it('signs a person in with PKCE and gets their access token', async () => {
    let asked = new URLSearchParams()
    const token = await signIn(async (url) => {
      asked = new URL(url).searchParams
      return fillIn(url)
    })

    expect(claimsOf(token)).toMatchObject({
      token_use: 'access',
      client_id: clientId,
      scope: 'openid notes/read',
    })
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  })

  it('says why nobody was signed in', async () => {
    const token = signIn((url) => {
      const state = new URL(url).searchParams.get('state')
      return callback({ state: state ?? '', error: 'access_denied', error_description: '\u001b[31mpwned' })
    })

    await expect(token).rejects.toThrow(/^Cannot sign in: the user pool answered "access_denied"$/)
  })

  it('waits on when somebody else comes back, or the pool is another one', async () => {
    const statuses: number[] = []
    const token = await signIn(async (url) => {
      const state = new URL(url).searchParams.get('state') ?? ''
      statuses.push((await callback({ state: 'forged', code: 'stolen' })).status)
      statuses.push((await callback({ state, code: 'mixed-up', iss: 'https://evil.test' })).status)
      statuses.push((await fetch(`http://127.0.0.1:${callbackPort}/`)).status)
      return fillIn(url)
    })

    expect(statuses).toEqual([400, 400, 404])
    expect(claimsOf(token)).toMatchObject({ client_id: clientId })
  })

  it('says that its port is taken', async () => {
    const occupant = createServer().listen(callbackPort, '127.0.0.1')
    await once(occupant, 'listening')

    const token = getPersonToken(pool, { clientId, scope: 'openid', callbackPort, show: () => undefined })

    await expect(token).rejects.toThrow(`port ${callbackPort} is in use`)
    occupant.close()
  })

  const callback = (parameters: Record<string, string>) =>
    fetch(`http://127.0.0.1:${callbackPort}/callback?${new URLSearchParams(parameters)}`)
})

/** Does what a person does: follows to the form, fills it in, and follows back. */
async function fillIn(url: string): Promise<Response> {
  const toForm = await fetch(url, { redirect: 'manual' })
  const login = new URL(toForm.headers.get('location') ?? '', url)
  const form = await fetch(login)
  const formToken = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const cookie = [...toForm.headers.getSetCookie(), ...form.headers.getSetCookie()]
    .map((line) => line.split(';')[0])
    .join('; ')
  const signedIn = await fetch(login, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ _csrf: formToken, username: 'user@example.com', password: 'Passw0rd!' }),
    redirect: 'manual',
  })
  return fetch((signedIn.headers.get('location') ?? '').replace('localhost', '127.0.0.1'))
}

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
