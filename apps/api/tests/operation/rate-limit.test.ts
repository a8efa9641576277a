import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBudgets } from '../../src/operation/rate-limit/budgets.ts'
import { createReception } from '../../src/operation/rate-limit/reception.ts'
import { person, type StartedApp, startApp } from './start-app.ts'

const limit = 20

describe('the rate limit', () => {
  let api: StartedApp
  afterEach(() => api.close())

  async function start(trustProxyHops = 0): Promise<void> {
    const quota = { limit, windowSeconds: 60 }
    api = await startApp({
      trustProxyHops,
      reception: createReception(createBudgets(quota), quota),
      verify: async (token) =>
        token.startsWith('good.')
          ? { valid: true, principal: { ...person, subject: token } }
          : { valid: false, reason: 'signature' },
    })
  }

  const get = (path: string, token?: string, headers: Record<string, string> = {}) =>
    fetch(api.url + path, { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } })

  const statuses = async (requests: number, ask: (index: number) => Promise<Response>) => {
    const answers = await Promise.all(Array.from({ length: requests }, (_, index) => ask(index)))
    const count = (status: number) => answers.filter((answer) => answer.status === status).length
    return { 200: count(200), 401: count(401), 429: count(429) }
  }

  it('P-12: answers 429 beyond the limit, as a problem that says when to come back', async () => {
    await start()

    const first = await get('/notes', 'good.token')
    expect(await statuses(2 * limit, () => get('/notes', 'good.token'))).toMatchObject({ 200: limit - 1 })
    const refused = await get('/notes', 'good.token')

    expect(first.headers.get('ratelimit-policy')).toBe(`"requests";q=${limit};w=60`)
    expect(first.headers.get('ratelimit')).toBe(`"requests";r=${limit - 1};t=60`)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    const seconds = refused.headers.get('retry-after')
    expect(Number(seconds)).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit')).toBe(`"requests";r=0;t=${seconds}`)
    expect(await refused.json()).toMatchObject({ type: 'urn:lifeguard:problem:rate-limited', status: 429 })
  })

  it('counts each caller alone', async () => {
    await start()

    await statuses(limit + 1, () => get('/notes', 'good.first'))

    expect((await get('/notes', 'good.first')).status).toBe(429)
    expect((await get('/notes', 'good.second')).status).toBe(200)
  })

  it('P-11: counts one client as one, whatever X-Forwarded-For it makes up', async () => {
    await start()

    const made = (index: number) => ({ 'x-forwarded-for': `198.51.100.${index}` })

    expect(await statuses(200, (index) => get('/me', undefined, made(index)))).toEqual({
      200: 0,
      401: limit,
      429: 200 - limit,
    })
    expect(new Set(api.entries('request').map(({ clientIp }) => clientIp))).toEqual(new Set(['127.0.0.1']))
  })

  it('P-11: counts clients behind one trusted proxy by the address that the proxy wrote', async () => {
    await start(1)
    const through = (client: string) => ({ 'x-forwarded-for': `made.up, ${client}` })

    await statuses(limit, () => get('/me', undefined, through('198.51.100.1')))

    expect((await get('/me', undefined, through('198.51.100.1'))).status).toBe(429)
    expect((await get('/me', undefined, through('198.51.100.2'))).status).toBe(401)
  })

  it('P-13: a flood of bad tokens takes nothing from the callers behind the same address', async () => {
    await start()

    const flood = await statuses(10 * limit, (index) => get('/notes', `bad.${index}`))
    const valid = await statuses(limit, () => get('/notes', 'good.token'))

    expect(flood).toEqual({ 200: 0, 401: limit, 429: 9 * limit })
    expect(valid).toEqual({ 200: limit, 401: 0, 429: 0 })
  })

  it('P-13: counts what is no credential at all like a bad token', async () => {
    await start()

    await statuses(limit - 1, () => get('/notes', 'two words'))

    expect((await get('/notes', 'two words')).status).toBe(400)
    expect((await get('/notes', 'two words')).status).toBe(429)
  })

  it('O-03: logs the first refusal of a flood and spares the log the rest', async () => {
    await start()

    await statuses(10 * limit, (index) => get('/notes', `bad.${index}`))

    await vi.waitUntil(() => api.entries('request').length === 10 * limit, 20_000)
    const shown = api.entries('request').filter(({ level }) => level === 'info')
    expect(shown.filter(({ reason }) => reason === 'rate-limited')).toHaveLength(1)
    expect(shown).toHaveLength(limit + 1)
  })

  it('counts no request whose token cannot be judged: that is not the fault of who sent it', async () => {
    const quota = { limit, windowSeconds: 60 }
    api = await startApp({
      reception: createReception(createBudgets(quota), quota),
      verify: () => Promise.reject(Object.assign(new Error('no key set'), { retryAfterSeconds: 1 })),
    })

    const answers = await Promise.all(Array.from({ length: 2 * limit }, () => get('/notes', 'good.token')))

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]))
    expect((await get('/notes')).status).toBe(401)
  })

  it('turns no probe away', async () => {
    await start()

    expect(await statuses(2 * limit, () => get('/livez'))).toEqual({ 200: 2 * limit, 401: 0, 429: 0 })
  })
})
