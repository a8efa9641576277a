import { afterEach, describe, expect, it } from 'vitest'
import { noNotes, person, type StartedApp, startApp } from './start-app.ts'

const always = {
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

describe('security headers', () => {
  let api: StartedApp
  afterEach(() => api.close())

  it('P-01, P-02: are on every answer, whatever its status, and no version is', async () => {
    const list = () => Promise.reject(new Error('broken'))
    const verify = async (token: string) => {
      if (token === 'unjudged') throw Object.assign(new Error('no key set'), { retryAfterSeconds: 1 })
      if (token === 'bad') return { valid: false, reason: 'expired' } as const
      return { valid: true, principal: { ...person, scopes: token.split('+') } } as const
    }
    api = await startApp({ verify, notes: { ...noNotes, list } })
    const requests: [method: string, path: string, token?: string, body?: string, type?: string][] = [
      ['GET', '/livez'],
      ['HEAD', '/livez'],
      ['POST', '/livez'],
      ['GET', '/readyz'],
      ['OPTIONS', '/notes'],
      ['GET', '/me'],
      ['GET', '/me', 'bad'],
      ['GET', '/me', 'two tokens'],
      ['GET', '/me', 'unjudged'],
      ['GET', '/me', 'any'],
      ['PUT', '/me', 'any'],
      ['GET', '/nothing'],
      ['GET', '/nothing', 'any'],
      ['GET', '/%zz', 'any'],
      ['GET', '//', 'any'],
      ['GET', '/notes', 'any'],
      ['GET', '/notes', 'notes/read'],
      ['GET', '/notes?limit=0', 'notes/read'],
      ['GET', '/notes?limit=1&limit=2', 'notes/read'],
      ['GET', '/notes/no-uuid', 'notes/read'],
      ['POST', '/notes', 'notes/write', '{'],
      ['POST', '/notes', 'notes/write', '{}'],
      ['POST', '/notes', 'notes/write', 'a=b', 'text/plain'],
      ['POST', '/notes', 'notes/write', `{"text":"${'x'.repeat(2_000)}"}`],
    ]

    const statuses = new Set<number>()
    for (const [method, path, token, body = null, type = 'application/json'] of requests) {
      const headers = { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) }
      const response = await fetch(api.url + path, { method, headers, body })
      statuses.add(response.status)
      expect(Object.fromEntries(response.headers), `${method} ${path}`).toMatchObject(always)
      expect(response.headers.has('x-powered-by')).toBe(false)
      expect(response.headers.has('server')).toBe(false)
      expect(response.headers.has('etag')).toBe(false)
    }
    expect([...statuses].sort()).toEqual([200, 204, 400, 401, 403, 404, 405, 413, 415, 422, 500, 503])
  })

  it('P-02: are these alone: what is for pages, or for browsers of the past, is left out', async () => {
    api = await startApp({ apiUrl: 'https://api.test' })
    const { headers } = await fetch(`${api.url}/livez`)
    const ofHttp = ['content-type', 'content-length', 'date', 'connection', 'keep-alive', 'vary']
    const others = [...ofHttp, 'access-control-expose-headers']

    expect([...headers.keys()].filter((name) => !others.includes(name)).sort()).toEqual(
      [...Object.keys(always), 'strict-transport-security', 'x-request-id'].sort(),
    )
  })

  it('P-01: keep answers from pages of other origins, but for those that are for everybody', async () => {
    api = await startApp({})
    const open = ['/.well-known/oauth-protected-resource', '/openapi.json', '/csp-reports']

    for (const path of open) {
      const { headers } = await fetch(api.url + path)
      expect(Object.fromEntries(headers), path).toMatchObject({
        ...always,
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      })
    }
    const { headers } = await fetch(`${api.url}/livez`)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })

  it('E-06, F-06: ask for https where the API is served over it, and nowhere else', async () => {
    api = await startApp({ apiUrl: 'https://api.test' })
    const secure = await fetch(`${api.url}/livez`)
    const challenged = await fetch(`${api.url}/me`)
    await api.close()
    api = await startApp({ apiUrl: 'http://localhost:3000' })
    const plain = await fetch(`${api.url}/livez`)

    expect(secure.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    expect(plain.headers.has('strict-transport-security')).toBe(false)
    expect(challenged.headers.get('www-authenticate')).toContain(
      'resource_metadata="https://api.test/.well-known/oauth-protected-resource"',
    )
  })
})
