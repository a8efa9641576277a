import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ApiFetch, createApiFetch } from './api-fetch.ts'
import type { SignInRequest } from './session.ts'
import { sessionIn, signedInState } from './testing.tsx'

describe('createApiFetch()', () => {
  it('sends the access token of the session', async () => {
    const { apiFetch, seen } = await startApi((_request, response) => response.end('ok'))

    await apiFetch('/notes?limit=1', { headers: { accept: 'application/json' } })

    expect(seen[0]?.url).toBe('/api/notes?limit=1')
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', accept: 'application/json' })
  })

  it('sends none where the caller asks for that', async () => {
    const { apiFetch, seen } = await startApi((_request, response) => response.end('ok'))

    await apiFetch('/public', { credentials: 'omit', headers: { authorization: 'Bearer mine' } })

    expect(seen[0]?.headers.authorization).toBeUndefined()
  })

  it.each([
    'https://evil.example/',
    'evil',
    '',
    '/../secret',
    '/..\\secret',
    '/%2e%2e/secret',
    '@evil.example/',
  ])('C-16, X-38: sends nothing anywhere for the path "%s"', async (path) => {
    const { apiFetch, seen } = await startApi((_request, response) => response.end('ok'))

    await expect(apiFetch(path)).rejects.toThrow(TypeError)
    expect(seen).toEqual([])
  })

  it.each(['//evil.example/', '/\\evil.example', '/@evil.example', '/https://evil.example'])(
    'C-16, X-38: keeps "%s" on the origin of the API',
    async (path) => {
      const { apiFetch, seen } = await startApi((_request, response) => response.end('ok'))

      await apiFetch(path)

      expect(seen[0]?.url).toMatch(/^\/api\//)
    },
  )

  it('C-16: does not follow the API to another origin', async () => {
    const elsewhere = await startApi((_request, response) => response.end('ok'))
    const { apiFetch } = await startApi((_request, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/notes` }).end()
    })

    await expect(apiFetch('/notes')).rejects.toThrow(TypeError)
    expect(elsewhere.seen).toEqual([])
  })

  it('calls nothing when nobody is signed in', async () => {
    const { url, seen } = await startApi((_request, response) => response.end('ok'))
    const apiFetch = createApiFetch(sessionIn({ status: 'ended', reason: 'expired' }), { apiUrl: url })

    await expect(apiFetch('/notes')).rejects.toMatchObject({ code: 'session-ended' })
    expect(seen).toEqual([])
  })

  it('waits for the session to be decided', async () => {
    const { url, seen } = await startApi((_request, response) => response.end('ok'))
    const session = { ...sessionIn({ status: 'restoring' }), boot: async () => signedInState() }

    await createApiFetch(session, { apiUrl: url })('/notes')

    expect(seen[0]?.headers.authorization).toBe('Bearer access-token-of-a-test')
  })

  it('renews a refused token, and repeats the request once', async () => {
    const { apiFetch, seen } = await startApi((request, response) => {
      if (request.headers.authorization === 'Bearer token-1') refuse(response, 'invalid_token')
      else response.end('ok')
    })

    const response = await apiFetch('/notes', { method: 'POST', body: '{}' })

    expect(response.status).toBe(200)
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('X-29: ends the session when the renewed token is refused too, and asks no third time', async () => {
    const { apiFetch, seen, ended } = await startApi((_request, response) =>
      refuse(response, 'invalid_token'),
    )

    await expect(apiFetch('/notes')).rejects.toMatchObject({ code: 'session-ended' })
    expect(seen).toHaveLength(2)
    expect(ended()).toBe(true)
  })

  it('hands back a refusal that no renewal would change', async () => {
    const { apiFetch, seen } = await startApi((_request, response) =>
      refuse(response, 'insufficient_scope', 403),
    )

    expect((await apiFetch('/notes')).status).toBe(403)
    expect(seen).toHaveLength(1)
  })

  it('hands back any refusal where the caller asks for that', async () => {
    const { apiFetch, seen } = await startApi((_request, response) => refuse(response, 'invalid_token'))

    expect((await apiFetch('/notes', {}, { onRefusal: 'return' })).status).toBe(401)
    expect(seen).toHaveLength(1)
  })

  it('has the person sign in again for an action, which is then carried out once', async () => {
    let recent = false
    const { apiFetch, seen, signIns } = await startApi((_request, response) => {
      if (recent) response.end('deleted')
      else refuse(response, 'insufficient_user_authentication')
    })

    await apiFetch('/me', { method: 'DELETE', headers: { 'if-match': '"1"', authorization: 'Bearer x' } })
    expect(signIns).toMatchObject([
      { prompt: 'login', action: { method: 'DELETE', path: '/me', body: null } },
    ])
    expect(JSON.stringify(signIns)).not.toContain('Bearer')

    recent = true
    expect(await (await apiFetch.carryOut())?.response.text()).toBe('deleted')
    expect(seen[1]?.headers['if-match']).toBe('"1"')
    expect(await apiFetch.carryOut()).toBeNull()
  })

  it('does not carry somebody away from a page that only reads', async () => {
    const { apiFetch, signIns } = await startApi((_request, response) =>
      refuse(response, 'insufficient_user_authentication'),
    )

    expect((await apiFetch('/me')).status).toBe(401)
    expect((await apiFetch('/me', { method: 'head' })).status).toBe(401)
    expect(signIns).toEqual([])
  })

  it('has nobody sign in for an action that cannot rest, such as a form', async () => {
    const { apiFetch, signIns } = await startApi((_request, response) =>
      refuse(response, 'insufficient_user_authentication'),
    )

    expect((await apiFetch('/me', { method: 'PUT', body: new FormData() })).status).toBe(401)
    expect(signIns).toEqual([])
  })

  it('carries nothing out for somebody else than who wanted it', async () => {
    const { apiFetch, seen, becomeSomebodyElse } = await startApi((_request, response) =>
      refuse(response, 'insufficient_user_authentication'),
    )
    await apiFetch('/me', { method: 'DELETE' })

    becomeSomebodyElse()

    expect(await apiFetch.carryOut()).toBeNull()
    expect(seen).toHaveLength(1)
  })

  it('waits as told, and repeats what is safe to repeat', async () => {
    const { apiFetch, seen } = await startApi((_request, response) => {
      if (seen.length > 1) response.end('ok')
      else response.writeHead(503, { 'retry-after': '0' }).end()
    })

    expect((await apiFetch('/notes')).status).toBe(200)
    expect(seen).toHaveLength(2)
  })

  it('repeats at most twice, and nothing that could happen twice', async () => {
    const { apiFetch, seen } = await startApi((_request, response) => {
      response.writeHead(429, { 'retry-after': '0' }).end()
    })

    expect((await apiFetch('/notes')).status).toBe(429)
    expect(seen).toHaveLength(3)
    expect((await apiFetch('/notes', { method: 'POST', body: '{}' })).status).toBe(429)
    expect(seen).toHaveLength(4)
    const headers = { 'idempotency-key': 'k' }
    expect((await apiFetch('/notes', { method: 'POST', body: '{}', headers })).status).toBe(429)
    expect(seen).toHaveLength(7)
  })

  it('does not keep anybody waiting for long', async () => {
    const { apiFetch, seen } = await startApi((_request, response) => {
      response.writeHead(503, { 'retry-after': '31' }).end()
    })

    expect((await apiFetch('/notes')).status).toBe(503)
    expect(seen).toHaveLength(1)
  })

  it('stops waiting when the caller gives up', async () => {
    const { apiFetch } = await startApi((_request, response) => {
      response.writeHead(503, { 'retry-after': '20' }).end()
      setImmediate(() => controller.abort())
    })
    const controller = new AbortController()

    await expect(apiFetch('/notes', { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

function refuse(response: Parameters<RequestListener>[1], error: string, status = 401): void {
  response.writeHead(status, { 'www-authenticate': `Bearer realm="api", error="${error}"` }).end()
}

/** An API on a real socket, and somebody signed in whose tokens are `token-1`, `token-2`, … */
async function startApi(answer: (...args: Parameters<RequestListener>) => unknown): Promise<{
  url: string
  apiFetch: ApiFetch
  seen: IncomingMessage[]
  signIns: SignInRequest[]
  ended: () => boolean
  becomeSomebodyElse: () => void
}> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api`

  let subject = 'one'
  let generation = 1
  let ended = false
  const signIns: SignInRequest[] = []
  const session = {
    ...sessionIn({ status: 'restoring' }),
    current: () => ({
      ...signedInState({
        subject,
        getAccessToken: async ({ insteadOf } = {}) => {
          if (insteadOf === `token-${generation}`) generation += 1
          return `token-${generation}`
        },
      }),
      end: async () => {
        ended = true
      },
    }),
    signIn: async (request: SignInRequest = {}) => void signIns.push(request),
    takeAction: () => signIns.shift()?.action ?? null,
  }
  return {
    url,
    apiFetch: createApiFetch(session, { apiUrl: url }),
    seen,
    signIns,
    ended: () => ended,
    becomeSomebodyElse: () => {
      subject = 'another'
    },
  }
}
