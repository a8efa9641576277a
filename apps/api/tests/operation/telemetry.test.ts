import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sendRaw } from '../../src/testing/raw-request.ts'
import { startTestApi, type TestApi } from '../../src/testing/test-api.ts'

const header = (kid: string) => Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url')

describe('metrics', () => {
  let api: TestApi
  afterEach(() => api.close())

  const logged = (event: string) => vi.waitUntil(() => api.log.find((entry) => entry.event === event), 20_000)
  const scrape = async () => await (await fetch(String((await logged('metrics')).url))).text()

  it('O-04: count requests, judged tokens and readings of the key set, and watch the event loop', async () => {
    api = await startTestApi({ METRICS_PORT: '0' })
    const token = await api.userToken()

    await api.call('GET', '/notes', { token })
    await api.call('GET', '/notes', { token })
    await api.call('GET', '/notes', { token: `${token.slice(0, -8)}AAAAAAAA` })

    await vi.waitUntil(() => api.log.filter(({ event }) => event === 'request').length === 3, 20_000)
    const metrics = await scrape()
    expect(metrics).toMatch(
      /^http_server_request_duration_count\{http_request_method="GET",http_response_status_code="200",http_route="\/notes".*\} 2$/m,
    )
    expect(metrics).toMatch(/^lifeguard_refusals_total\{reason="signature".*\} 1$/m)
    expect(metrics).toMatch(
      /^lifeguard_access_token_decisions_total\{outcome="valid",remembered="false".*\} 1$/m,
    )
    expect(metrics).toMatch(
      /^lifeguard_access_token_decisions_total\{outcome="valid",remembered="true".*\} 1$/m,
    )
    expect(metrics).toMatch(/^lifeguard_key_set_readings_total\{.*result="loaded".*\} 1$/m)
    expect(metrics).toMatch(/^lifeguard_key_set_age\{.*\} [\d.e-]+$/m)
    expect(metrics).toMatch(/^db_client_operation_duration_count\{db_operation_name="notes.list".*\} 2$/m)
    expect(metrics).toMatch(/^nodejs_eventloop_delay_p99/m)
    for (const part of token.split('.')) expect(metrics).not.toContain(part)
  })

  it('O-04: get no new label from 10,000 keys that callers make up', async () => {
    api = await startTestApi({ METRICS_PORT: '0' })
    const payload = (await api.userToken()).split('.')[1]
    const flood = async (count: number) => {
      const answers = await sendRaw(
        api.url,
        Array.from({ length: count }, (_, i) => request(i, i === count - 1)).join(''),
      )
      expect(answers.match(/HTTP\/1\.1 401 /g)).toHaveLength(count)
      // A reading that fails on a busy machine is no label of a caller's.
      return (await scrape()).split('\n').filter((line) => !line.includes('key_set_readings')).length
    }
    const request = (i: number, isLast: boolean) =>
      `GET /${i}?${i} HTTP/1.1\r\nHost: api\r\nX-Kid: ${i}\r\n${isLast ? 'Connection: close\r\n' : ''}` +
      `Authorization: Bearer ${header(`kid-${randomUUID()}`)}.${payload}.c2ln\r\n\r\n`

    expect(await flood(10)).toBe(await flood(10_000))
  })

  it('are served on their own port and nowhere else', async () => {
    api = await startTestApi({ METRICS_PORT: '0' })

    const { origin } = new URL(String((await logged('metrics')).url))

    expect((await api.call('GET', '/metrics')).status).toBe(401)
    expect((await fetch(`${origin}/notes`)).status).toBe(404)
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(404)
    expect((await api.call('PROPFIND', '/nothing')).status).toBe(401)
    await expect.poll(scrape).toContain('http_request_method="_OTHER",http_response_status_code="401"')
    expect(await scrape()).not.toContain('PROPFIND')
  })

  it('O-05: count and log a key set that cannot be read', async () => {
    api = await startTestApi({ METRICS_PORT: '0', COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere' })

    expect(await logged('key-set-failed')).toMatchObject({
      level: 'warn',
      issuer: 'http://127.0.0.1:1/us-east-1_Nowhere',
      stillHeld: false,
      error: { message: expect.any(String) },
    })
    const metrics = await scrape()
    expect(metrics).toMatch(/^lifeguard_key_set_readings_total\{.*result="failed".*\} [1-9]/m)
    // An age that is not there: of none that was ever read.
    expect(metrics).not.toMatch(/^lifeguard_key_set_age\{/m)
  })
})

describe('the access log', () => {
  let api: TestApi
  afterEach(() => api.close())

  it('O-03: names the subject of a token that is refused, once its signature was found good', async () => {
    api = await startTestApi()
    const now = Math.floor(Date.now() / 1000)
    const expired = await api.userToken({ claims: { iat: now - 900, exp: now - 600 } })
    const forged = `${expired.slice(0, -8)}AAAAAAAA`

    await api.call('GET', '/me', { token: expired })
    await api.call('GET', '/me', { token: forged })

    await vi.waitUntil(() => api.log.filter(({ event }) => event === 'request').length === 2, 20_000)
    const [first, second] = api.log.filter(({ event }) => event === 'request')
    expect(first).toMatchObject({ status: 401, reason: 'expired', subject: expect.any(String) })
    expect(second).toMatchObject({ status: 401, reason: 'signature' })
    expect(second).not.toHaveProperty('subject')
  })
})

describe('traces', () => {
  const received: string[] = []
  let collector: Server
  afterEach(() => void collector.close())

  it("go to the collector, under the caller's trace or the one that the log names", async () => {
    collector = createServer(async (req, res) => {
      received.push(`${req.url} ${await text(req)}`)
      res.end('{}')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => collector.once('listening', resolve))
    // A TCP server has an object for an address.
    const { port } = collector.address() as AddressInfo
    const api = await startTestApi({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` })
    const token = await api.userToken()
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }

    await api.call('GET', '/notes', { token, headers })
    await api.call('GET', '/notes', { token })
    await vi.waitUntil(() => api.log.filter(({ event }) => event === 'request').length === 2, 20_000)
    await api.close()

    const sent = received.join('\n')
    const [, second] = api.log.filter(({ event }) => event === 'request')
    expect(sent).toMatch(/^\/v1\/traces /)
    expect(sent).toContain(traceId)
    expect(sent).toContain('00f067aa0ba902b7')
    expect(sent).toContain(String(second?.traceId))
    expect(sent).toContain('GET /notes')
    expect(sent).toContain('judge access token')
    expect(sent).toContain('notes.list')
    for (const part of token.split('.')) expect(sent).not.toContain(part)
  })
})
