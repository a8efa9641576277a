import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../src/log.ts'
import { createHttpServer, socketLimits } from '../../src/operation/http-server.ts'
import { openSocket, statusesOf } from './raw.ts'
import { type StartedApp, startApp } from './start-app.ts'

// Short times that stand for the long ones.
describe('slow clients', () => {
  let api: StartedApp
  afterEach(() => api.close())

  it('P-08: in operation they have 10 seconds for headers and 30 for a request', async () => {
    api = await startApp()

    expect(socketLimits).toEqual({
      headersMs: 10_000,
      requestMs: 30_000,
      stillMs: 60_000,
      keepAliveMs: 65_000,
      connections: 5_000,
    })
    expect(createHttpServer(createLog('silent'))).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      timeout: 60_000,
      keepAliveTimeout: 65_000,
      maxConnections: 5_000,
    })
  })

  it('E-02, P-08: a request whose headers do not end is given up', async () => {
    api = await startApp({}, { headersMs: 200 })
    const socket = await openSocket(api.url)

    socket.write('GET /livez HTTP/1.1\r\nHost: api\r\n')

    const answer = await text(socket)
    expect(statusesOf(answer)).toEqual([408])
    expect(answer).toContain('Connection: close')
    expect(api.entries('unreadable')).toMatchObject([{ status: 408, reason: 'ERR_HTTP_REQUEST_TIMEOUT' }])
  })

  it('P-08: a connection on which nothing ever comes is given up', async () => {
    api = await startApp({}, { headersMs: 200 })
    const socket = await openSocket(api.url)

    expect(statusesOf(await text(socket))).toEqual([408])
  })

  it('P-08: a body that does not end is given up', async () => {
    api = await startApp({}, { headersMs: 100, requestMs: 200 })
    const socket = await openSocket(api.url)

    socket.write('POST /nothing HTTP/1.1\r\nHost: api\r\nContent-Length: 9\r\n\r\n{')

    expect(statusesOf(await text(socket)).at(-1)).toBe(408)
  })

  it('P-08: an unused connection is closed, and one that was used again in time is not', async () => {
    api = await startApp({}, { keepAliveMs: 300 })
    const socket = await openSocket(api.url)
    const request = 'GET /livez HTTP/1.1\r\nHost: api\r\n\r\n'

    socket.write(request)
    await once(socket, 'data')
    socket.write(request)
    await once(socket, 'data')

    await once(socket.resume(), 'end')
    expect(api.entries('unreadable')).toEqual([])
  })

  it('P-08: who does not take the answer is cut off', async () => {
    const endless = () => new Promise<never>(() => undefined)
    api = await startApp({ checkReadiness: endless }, { stillMs: 200 })
    const socket = await openSocket(api.url)

    socket.write('GET /readyz HTTP/1.1\r\nHost: api\r\n\r\n')

    expect(await text(socket).catch(() => '')).toBe('')
    await vi.waitUntil(() => api.entries('request').some(({ aborted }) => aborted === true), 20_000)
  })

  it('P-08: there are only so many connections', async () => {
    api = await startApp({}, { connections: 2 })
    const sockets = await Promise.all([1, 2].map(() => openSocket(api.url)))

    const third = await openSocket(api.url)
    expect(await text(third).catch(() => '')).toBe('')

    const [first] = sockets
    first?.write('GET /livez HTTP/1.1\r\nHost: api\r\nConnection: close\r\n\r\n')
    expect(first && statusesOf(await text(first))).toEqual([200])
    sockets.forEach((socket) => void socket.destroy())
  })
})
