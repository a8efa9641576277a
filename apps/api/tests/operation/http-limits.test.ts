import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { exchange, openSocket, statusesOf } from './raw.ts'
import { person, type StartedApp, startApp } from './start-app.ts'

const close = 'Host: api\r\nConnection: close\r\n'
const authorization = 'Authorization: Bearer good.token\r\n'

describe('requests that are not well-formed', () => {
  let api: StartedApp
  beforeEach(async () => {
    api = await startApp()
  })
  afterEach(() => api.close())

  it.each([
    ['garbage', 'GARBAGE\r\n\r\n', 400],
    ['NUL in a header', `GET /livez HTTP/1.1\r\n${close}X: a\0b\r\n\r\n`, 400],
    ['a header of 17 KB', `GET /livez HTTP/1.1\r\n${close}X: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['a path of 20 KB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${close}\r\n`, 431],
  ])('E-02, P-02: %s is answered shortly, logged, and ends the connection', async (_, request, status) => {
    const answer = await exchange(api.url, request)

    expect(statusesOf(answer)).toEqual([status])
    expect(answer).toMatch(/^connection: close\r$/im)
    expect(answer).not.toContain('text/html')
    for (const header of [
      'Content-Type: application/problem+json; charset=utf-8',
      'Cache-Control: no-store',
      "Content-Security-Policy: default-src 'none';frame-ancestors 'none'",
      'Cross-Origin-Resource-Policy: same-origin',
      'Referrer-Policy: no-referrer',
      'X-Content-Type-Options: nosniff',
    ]) {
      expect(answer).toContain(`\r\n${header}\r\n`)
    }
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      type: 'about:blank',
      status,
    })
    await vi.waitUntil(() => api.entries('unreadable').length === 1, 20_000)
    expect(api.entries('unreadable')).toMatchObject([{ status, clientIp: '127.0.0.1' }])
  })

  it('E-02: a request without Host is refused by Node itself, before anything of ours sees it', async () => {
    const answer = await exchange(
      api.url,
      'GET /livez HTTP/1.1\r\n\r\nGET /livez HTTP/1.1\r\nHost: api\r\n\r\n',
    )

    expect(statusesOf(answer)).toEqual([400])
    expect(answer).toMatch(/^connection: close\r$/im)
    expect(answer).not.toContain('text/html')
  })

  it.each([
    ['length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['chunks and length', 'Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 30\r\n\r\n'],
    ['two lengths in one', 'Content-Length: 0, 30\r\n\r\n'],
    ['a signed length', 'Content-Length: +0\r\n\r\n'],
    ['a hexadecimal length', 'Content-Length: 0x0\r\n\r\n'],
    ['chunked not last', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['a bad chunk size', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n'],
    ['a chunk of another length', 'Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n'],
    ['a folded line', 'X: a\r\n b\r\nContent-Length: 0\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 0\r\n\r\n'],
    ['bare line feeds', 'X: a\nContent-Length: 0\n\n'],
  ])('P-10: %s cannot smuggle a second request', async (_, rest) => {
    const second = `GET /notes HTTP/1.1\r\n${close}${authorization}\r\n`

    const answer = await exchange(api.url, `POST /csp HTTP/1.1\r\nHost: api\r\n${rest}${second}`)

    expect(statusesOf(answer).filter((status) => status === 200)).toEqual([])
    expect(statusesOf(answer).at(-1)).toBe(400)
  })

  it('P-10: the second request of a pair in order is answered', async () => {
    const answer = await exchange(
      api.url,
      `GET /livez HTTP/1.1\r\nHost: api\r\n\r\nGET /notes HTTP/1.1\r\n${close}${authorization}\r\n`,
    )

    expect(statusesOf(answer)).toEqual([200, 200])
  })

  it('P-09: headers beyond number 2000 are not dropped in silence', async () => {
    const short = await exchange(
      api.url,
      `GET /notes HTTP/1.1\r\n${close}${'a:\r\n'.repeat(2_500)}${authorization}\r\n`,
    )
    const long = await exchange(
      api.url,
      `GET /notes HTTP/1.1\r\n${close}${'a: b\r\n'.repeat(3_000)}${authorization}\r\n`,
    )

    expect(statusesOf(short)).toEqual([200])
    expect(statusesOf(long)).toEqual([200])
  })

  it.each([
    ['__proto__', `GET /notes HTTP/1.1\r\n${close}${authorization}__proto__: x\r\n\r\n`, 200],
    ['constructor', `GET /notes HTTP/1.1\r\n${close}${authorization}constructor: x\r\n\r\n`, 200],
    ['__defineGetter__', `GET /notes HTTP/1.1\r\n${close}${authorization}__defineGetter__: x\r\n\r\n`, 200],
    ['an unknown expectation', `GET /notes HTTP/1.1\r\n${close}${authorization}Expect: x\r\n\r\n`, 200],
    ['HTTP/1.0', `GET /notes HTTP/1.0\r\n${authorization}\r\n`, 200],
    ['an absolute URL', `GET http://evil.test/notes HTTP/1.1\r\n${close}${authorization}\r\n`, 200],
    [
      'an upgrade',
      `GET /notes HTTP/1.1\r\nHost: api\r\nConnection: upgrade, close\r\n${authorization}Upgrade: websocket\r\n\r\n`,
      200,
    ],
  ])('P-24: %s does no harm', async (_, request, status) => {
    expect(statusesOf(await exchange(api.url, request))).toEqual([status])
  })

  it.each([
    ['for the version of a page', 'If-Match: "x"', 400],
    ['for an unchanged page', 'If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT', 400],
    ['for a part that a page does not have', 'Range: bytes=99999999-', 200],
    ['for a page', 'X: y', 200],
  ])('E-01: a stranger who asks %s is no failure of ours', async (_, header, status) => {
    const answer = await exchange(
      api.url,
      `GET /docs/oauth2-redirect.js HTTP/1.1\r\n${close}${header}\r\n\r\n`,
    )

    expect(statusesOf(answer)).toEqual([status])
    expect(answer.includes('"urn:lifeguard:problem:invalid-request"')).toBe(status === 400)
    expect(api.entries('failed')).toEqual([])
  })

  it('E-04: methods that nobody offers are refused', async () => {
    const put = await fetch(`${api.url}/me`, {
      method: 'PUT',
      headers: { authorization: 'Bearer good.token' },
    })
    const trace = await exchange(api.url, `TRACE /me HTTP/1.1\r\n${close}${authorization}\r\n`)
    const connect = await exchange(api.url, `CONNECT evil.test:443 HTTP/1.1\r\n${close}\r\n`)

    expect(put.status).toBe(405)
    expect(put.headers.get('allow')).toContain('GET')
    expect(statusesOf(trace)).toEqual([405])
    expect(trace).not.toContain('good.token')
    expect(connect).toBe('')
  })
})

describe('bodies', () => {
  const limit = 102_400
  let api: StartedApp
  beforeEach(async () => {
    const verify = async () => ({ valid: true, principal: { ...person, scopes: ['notes/write'] } }) as const
    api = await startApp({ verify, bodyLimitBytes: limit })
  })
  afterEach(() => api.close())

  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/notes`, {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer any.token', 'content-type': 'application/json', ...headers },
    })

  it('P-03: takes a body up to the limit and not one byte more', async () => {
    expect((await post('x'.padEnd(limit))).status).toBe(400)
    expect((await post('x'.padEnd(limit + 1))).status).toBe(413)
  })

  it('E-02: a caller who goes away in the middle of a body is no failure of ours', async () => {
    const socket = await openSocket(api.url)
    socket.write(
      `POST /notes HTTP/1.1\r\n${close}${authorization}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
    )
    socket.destroy()

    await vi.waitUntil(() => api.entries('request').length === 1, 20_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(api.entries('failed')).toEqual([])
  })

  it('P-07: does not unpack a bomb', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(100_000_000)))
    const before = process.memoryUsage.rss()

    const response = await post(bomb, { 'content-encoding': 'gzip' })

    expect(bomb.length).toBeLessThan(limit)
    expect(response.status).toBe(415)
    // Unpacked it were 100 MB; what the process takes besides is its own affair.
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000)
  })
})
