import { gzipSync } from 'node:zlib'
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

const json = { 'content-type': 'application/json' }
const note = JSON.stringify({ title: 'hi', text: 'there' })

async function statusOf(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<number> {
  return (await api.call('POST', '/notes', { token, body, headers })).status
}

describe('API platform', () => {
  it('P-01: names no product', async () => {
    for (const response of [await api.call('GET', '/livez'), await api.call('GET', '/me')]) {
      expect(response.headers.get('x-powered-by')).toBeNull()
      expect(response.headers.get('server')).toBeNull()
    }
  })

  it('P-03: refuses a body above the limit, announced or not', async () => {
    const tooLarge = JSON.stringify({ title: 'x', text: 'y'.repeat(103_424) })

    const announced = await api.call('POST', '/notes', { token, body: tooLarge, headers: json })
    expect(announced.status).toBe(413)
    expect(await announced.json()).toMatchObject({ detail: 'At most 102400 bytes are read' })
    const chunk = `${tooLarge.length.toString(16)}\r\n${tooLarge}\r\n0\r\n\r\n`
    const chunked = await sendRaw(
      api.url,
      `POST /notes HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
    )
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('P-04: reads application/json in UTF-8 and nothing else', async () => {
    const others = [
      'application/xml',
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/jsonp',
      'application/json; charset=utf-7',
      'application/json; charset=utf-16',
      'multipart/form-data; boundary=x',
      'text/plain, application/json',
      '',
    ]
    for (const type of others) {
      expect([type, await statusOf(note, { 'content-type': type })]).toEqual([type, 415])
    }
    const refused = await api.call('POST', '/notes', {
      token,
      body: note,
      headers: { 'content-type': 'a/b' },
    })
    expect(await refused.json()).toMatchObject({ detail: 'Send it in UTF-8 as application/json' })
    expect(await statusOf(note, json)).toBe(201)
    expect(await statusOf(note, { 'content-type': 'Application/JSON; charset="UTF-8"' })).toBe(201)
  })

  it('P-04: reads no body where none belongs', async () => {
    const response = await sendRaw(
      api.url,
      `GET /me HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{',
    )

    expect(response).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('P-05: takes hostile JSON for what it is', async () => {
    const notJson = [
      '',
      ' ',
      '{',
      '[',
      '{"a":1,}',
      "{'a':1}",
      'nul',
      `\ufeff${note}`,
      '[1e]',
      '"\\x"',
      '{"a":\u0000}',
      '1 2',
    ]
    for (const body of notJson) expect([body, await statusOf(body, json)]).toEqual([body, 400])
    expect(await statusOf('['.repeat(100_000), json)).toBe(400)
    expect(await statusOf(new Uint8Array([0x22, 0xff, 0x22]), json)).toBe(400)

    const notFitting = ['null', '1', '"x"', '[]', '{}', '1e999', `${'['.repeat(9_000)}${']'.repeat(9_000)}`]
    for (const body of notFitting) expect([body, await statusOf(body, json)]).toEqual([body, 422])
  })

  it.each(['', 'Content-Length: 0\r\n'])(
    'P-05: says that there is no body, announced or not (%j)',
    async (length) => {
      const answer = await sendRaw(
        api.url,
        `POST /notes HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n` +
          `Content-Type: application/json\r\n${length}\r\n`,
      )

      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).toContain('"detail":"The body is empty"')
    },
  )

  it('P-07: inflates nothing', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(1_000_000, ' ')))

    expect(await statusOf(bomb, { ...json, 'content-encoding': 'gzip' })).toBe(415)
    expect(await statusOf(bomb, { ...json, 'content-encoding': 'br' })).toBe(415)
    const headers = { ...json, 'content-encoding': 'deflate' }
    const refused = await api.call('POST', '/notes', { token, body: note, headers })
    expect(await refused.json()).toMatchObject({ detail: 'The body must not be compressed' })
    expect(await statusOf(note, { ...json, 'content-encoding': 'identity' })).toBe(201)
  })

  it('P-16: is alive without a key set, and ready with one', async () => {
    const cutOff = await startTestApi({ COGNITO_ISSUER: 'http://127.0.0.1:1/us-east-1_Nowhere' })

    const live = await cutOff.call('GET', '/livez')
    const ready = await cutOff.call('GET', '/readyz')
    await cutOff.close()

    expect(live.status).toBe(200)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ detail: 'No key set of the user pool has been read' })
    expect((await api.call('GET', '/readyz')).status).toBe(200)
  })

  it('P-17: gives nothing to a cache, and knows no ETag of somebody else', async () => {
    const response = await api.call('GET', '/me', { token })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('etag')).toBeNull()

    for (const etag of ['"1"', 'W/"1"', '*']) {
      // Not by fetch, which asks past every cache when it is given a condition.
      const answer = await sendRaw(
        api.url,
        `GET /me HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\nIf-None-Match: ${etag}\r\n\r\n`,
      )
      expect(answer, etag).toMatch(/^HTTP\/1\.1 200 /)
      expect(answer, etag).toContain('"email":"user@example.com"')
    }
  })

  it.each([
    '/notes/%ff',
    '/notes/%zz',
    '/notes/..%2fme',
    '//me',
    '/me/',
    '/ME',
    `/notes/${'x'.repeat(12_000)}`,
  ])('P-18: takes the path %.20s for no other', async (path) => {
    const response = await sendRaw(
      api.url,
      `GET ${path} HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    )

    expect(response).toMatch(/^HTTP\/1\.1 (400|404) /)
    expect(response).toContain('application/problem+json')
  })

  it('P-18: twin: takes the paths /me and /notes for what they are', async () => {
    for (const path of ['/me', '/notes']) expect((await api.call('GET', path, { token })).status).toBe(200)
  })

  it('P-24: survives header names that are dangerous in JavaScript', async () => {
    for (const name of ['__proto__', 'constructor', '__defineGetter__', 'hasOwnProperty']) {
      const response = await sendRaw(
        api.url,
        `GET /me HTTP/1.1\r\nHost: api\r\n${name}: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n\r\n`,
      )
      expect(response).toMatch(/^HTTP\/1\.1 200 /)
    }
    expect(await sendRaw(api.url, 'GET /livez HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('P-14: fails at none of this', () => {
    expect(api.log.filter(({ event }) => event === 'failed')).toEqual([])
  })
})
