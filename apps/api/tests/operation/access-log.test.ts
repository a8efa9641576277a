import { request } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { noNotes, person, type StartedApp, startApp } from './start-app.ts'

describe('the access log', () => {
  let api: StartedApp
  afterEach(() => api.close())

  const lastRequest = () => vi.waitUntil(() => api.entries('request').at(-1), 20_000)
  const get = (path: string, headers: Record<string, string> = {}) => fetch(api.url + path, { headers })

  it('has one line for a request, found by the id that the answer carries', async () => {
    api = await startApp()
    const askedAt = performance.now()

    const response = await get('/notes?limit=5', { authorization: 'Bearer good.token' })

    const entry = await lastRequest()
    const tookMs = performance.now() - askedAt
    expect(entry).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'request',
      requestId: response.headers.get('x-request-id'),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      method: 'GET',
      route: '/notes',
      status: 200,
      durationMs: expect.any(Number),
      clientIp: '127.0.0.1',
      subject: 'f3a1',
      clientId: 'web',
    })
    expect(api.lines).toHaveLength(1)
    expect(entry.durationMs).toBeLessThanOrEqual(Math.ceil(tookMs))
    expect(api.lines[0]).toMatch(/"durationMs":\d+(\.\d)?,/)
  })

  it("takes up the caller's trace, but never the caller's request id", async () => {
    api = await startApp()
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

    const response = await get('/notes', {
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      'x-request-id': 'chosen-by-the-caller',
    })

    expect(await lastRequest()).toMatchObject({ traceId })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('O-03: names the reason of every refusal, though the answer is the same for all', async () => {
    const reasons = ['malformed', 'issuer', 'algorithm', 'unknown-key', 'signature', 'claims', 'expired']
    api = await startApp()

    const answers = []
    for (const reason of reasons) {
      const response = await get('/me', { authorization: `Bearer ${reason}` })
      answers.push((await response.text()).replace(/urn:uuid:[0-9a-f-]{36}/, ''))
    }

    expect(new Set(answers).size).toBe(1)
    await vi.waitUntil(() => api.entries('request').length === reasons.length, 20_000)
    expect(api.entries('request').map(({ reason }) => reason)).toEqual(reasons)
    expect(api.entries('request').every((entry) => !('subject' in entry))).toBe(true)
  })

  it('O-03: says who was refused once the signature has proved it', async () => {
    const scopeless = { ...person, scopes: [] }
    api = await startApp({ verify: async () => ({ valid: true, principal: scopeless }) })

    await get('/notes', { authorization: 'Bearer good.token' })

    expect(await lastRequest()).toMatchObject({
      status: 403,
      reason: 'insufficient-scope',
      subject: 'f3a1',
      clientId: 'web',
    })
  })

  it('O-02: stays one parseable line whatever the caller writes', async () => {
    api = await startApp()
    const hostile = '%0d%0a{"event":"forged"}%1b[31m"'

    await get(`/${hostile}?${hostile}`, { 'user-agent': '"}\\\t{"event":"forged"}', 'x-request-id': '"}{"' })
    await get(`/notes/${hostile}`, { authorization: 'Bearer good.token' })

    await vi.waitUntil(() => api.entries('request').length === 2, 20_000)
    expect(api.lines.every((line) => line.endsWith('}\n') && line.indexOf('\n') === line.length - 1)).toBe(
      true,
    )
    expect(api.lines.join('')).not.toContain('forged')
    expect(api.entries().map(({ route }) => route)).toEqual([null, '/notes/:id'])
  })

  it('marks what the caller did not wait for', async () => {
    const asked = Promise.withResolvers<void>()
    const list = () => {
      asked.resolve()
      return new Promise<never>(() => undefined)
    }
    api = await startApp({ notes: { ...noNotes, list } })
    const impatient = request(`${api.url}/notes`, { headers: { authorization: 'Bearer good.token' } })
    impatient.on('error', () => undefined).end()
    await asked.promise

    impatient.destroy()

    expect(await lastRequest()).toMatchObject({ route: '/notes', aborted: true, clientIp: '127.0.0.1' })
  })

  it('says why a token could not be judged', async () => {
    const verify = () =>
      Promise.reject(
        Object.assign(new Error('no key set'), { retryAfterSeconds: 1, cause: new Error('hung up') }),
      )
    api = await startApp({ verify })

    const response = await get('/me', { authorization: 'Bearer good.token' })

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await response.text()).not.toMatch(/key set|hung up/)
    expect(api.entries('unavailable')).toMatchObject([
      {
        level: 'warn',
        requestId: response.headers.get('x-request-id'),
        error: { cause: { message: 'no key set', cause: { message: 'hung up' } } },
      },
    ])
  })

  it('keeps probes out of the way', async () => {
    api = await startApp()

    await get('/livez')

    expect(await lastRequest()).toMatchObject({ level: 'debug', route: '/livez' })
  })

  it('shows a probe that finds something wrong', async () => {
    api = await startApp({ checkReadiness: async () => ({ keySet: 'none', obstacles: ['No key set'] }) })

    await get('/readyz')

    expect(await lastRequest()).toMatchObject({ level: 'info', route: '/readyz', reason: 'not-ready' })
  })

  it('E-03: keeps what went wrong inside, under the id that the caller got', async () => {
    const list = () => Promise.reject(new Error('s3cr3t in /srv/notes', { cause: new Error('deeper') }))
    api = await startApp({ notes: { ...noNotes, list } })

    const response = await get('/notes', { authorization: 'Bearer good.token' })
    const body = await response.text()

    expect(response.status).toBe(500)
    expect(body).not.toMatch(/s3cr3t|srv|deeper/)
    expect(api.entries('failed')).toMatchObject([
      {
        level: 'error',
        requestId: response.headers.get('x-request-id'),
        error: { type: 'Error', message: 's3cr3t in /srv/notes', cause: { message: 'deeper' } },
      },
    ])
  })
})
