import { Problem, problems, problemType, scopes } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendRaw } from '../testing/raw-request.ts'
import { startTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let token: string

beforeAll(async () => {
  api = await startTestApi()
  token = await api.userToken()
})
afterAll(() => api?.close())

const path = '/.well-known/oauth-protected-resource'

async function expectProblem(response: Response, name: keyof typeof problems): Promise<void> {
  const problem = Problem.parse(await response.json())
  const { status, title } = problems[name]
  expect(problem).toMatchObject({ type: problemType(name), status, title })
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('no-store')
}

describe('errors', () => {
  it('E-01: every refusal is a problem whose status is that of the answer', async () => {
    const json = { 'content-type': 'application/json' }
    const post = (body: string, headers: Record<string, string> = json) =>
      api.call('POST', '/notes', { token, body, headers })
    const readOnly = await api.userToken({ scope: 'notes/read' })

    await expectProblem(await api.call('GET', '/me'), 'unauthenticated')
    await expectProblem(await api.call('GET', '/me', { token: 'a.b.c' }), 'unauthenticated')
    await expectProblem(
      await api.call('GET', '/me', { headers: { authorization: 'Bearer' } }),
      'invalid-request',
    )
    await expectProblem(await api.call('POST', '/notes', { token: readOnly }), 'insufficient-scope')
    await expectProblem(await api.call('GET', '/notes?limit=0', { token }), 'invalid-parameters')
    await expectProblem(await post('{'), 'invalid-json')
    await expectProblem(await api.call('GET', '/nowhere', { token }), 'not-found')
    await expectProblem(await api.call('PUT', '/me', { token }), 'method-not-allowed')
    const html = { accept: 'text/html' }
    await expectProblem(await api.call('GET', '/me', { token, headers: html }), 'not-acceptable')
    await expectProblem(await post(`"${'x'.repeat(102_400)}"`), 'body-too-large')
    await expectProblem(await post('x', { 'content-type': 'text/plain' }), 'unsupported-media-type')
    await expectProblem(await post('{}'), 'invalid-body')
  })

  it('E-04: offers only the methods of the contract, and says which', async () => {
    const me = await api.call('PUT', '/me', { token })
    const notes = await api.call('DELETE', '/notes', { token })
    const live = await api.call('POST', '/livez')

    expect([me.status, me.headers.get('allow')]).toEqual([405, 'GET, HEAD, PATCH, DELETE, OPTIONS'])
    expect([notes.status, notes.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
    expect([live.status, live.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })

  it('E-04: refuses TRACE and CONNECT', async () => {
    const headers = `Host: api\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n\r\n`

    expect(await sendRaw(api.url, `TRACE /me HTTP/1.1\r\n${headers}`)).toMatch(/^HTTP\/1\.1 405 /)
    expect(await sendRaw(api.url, `CONNECT evil.example:443 HTTP/1.1\r\n${headers}`)).toBe('')
  })
})

describe('protected resource metadata', () => {
  it('E-05: says which pool issues tokens for this API, to everybody', async () => {
    const response = await api.call('GET', path, { headers: { origin: 'https://anywhere.example' } })

    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual({
      resource: api.url,
      resource_name: 'Lifeguard notes',
      authorization_servers: [api.pool.issuer],
      bearer_methods_supported: ['header'],
      scopes_supported: Object.keys(scopes),
    })
  })

  it('E-06: is where challenges point to', async () => {
    for (const call of [{}, { token: 'a.b.c' }]) {
      const challenge = (await api.call('GET', '/me', call)).headers.get('www-authenticate')

      const url = /resource_metadata="([^"]+)"/.exec(challenge ?? '')?.[1] ?? ''
      expect(await (await fetch(url)).json()).toMatchObject({ resource: api.url })
    }
  })

  it('E-08: does not follow the Host header', async () => {
    const requests = [
      `GET ${path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
      `GET http://evil.example${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      `GET ${path} HTTP/1.1\r\nHost: api\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    ]
    for (const request of requests) {
      const answer = await sendRaw(api.url, request)

      expect(answer).not.toContain('evil.example')
      expect(answer).toMatch(/^HTTP\/1\.1 200 /)
      expect(answer).toContain(`"resource":"${api.url}"`)
    }
    const challenged = await sendRaw(
      api.url,
      'GET /me HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n',
    )
    expect(challenged).toContain(`resource_metadata="${api.url}${path}"`)
    expect(challenged).not.toContain('evil.example')
  })
})
