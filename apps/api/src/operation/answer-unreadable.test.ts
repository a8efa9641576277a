import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../log.ts'
import { answerUnreadable } from './answer-unreadable.ts'

describe('answerUnreadable()', () => {
  const slow: ServerResponse[] = []
  let server: Server

  beforeEach(async () => {
    server = createServer((req, res) => {
      if (req.url === '/quick') res.end('quick')
      else if (req.url === '/half') res.write('the first half')
      else slow.push(res)
    })
    answerUnreadable(server, createLog('silent'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterEach(() => {
    slow.length = 0
    server.closeAllConnections()
    server.close()
  })

  /** Asks for these paths in one go, and goes on with something that is no request once this much came back. */
  async function askBadly(
    paths: readonly string[],
    isTime: (received: string) => boolean,
  ): Promise<string[]> {
    // A TCP server has an object for an address.
    const { port } = server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (bytes) => {
      received += bytes
    })
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: api\r\n\r\n`).join(''))
    await vi.waitUntil(() => isTime(received), 20_000)

    socket.write('GARBAGE\r\n\r\n')
    await once(socket, 'close')
    return [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status = '']) => status)
  }

  it('answers behind an answer that is over', async () => {
    const statuses = await askBadly(['/quick'], (received) => received.endsWith('quick'))

    expect(statuses).toEqual(['200', '400'])
  })

  it('answers in the place of one that has not begun', async () => {
    const statuses = await askBadly(['/slow'], () => slow.length === 1)

    expect(statuses).toEqual(['400'])
  })

  it.each([
    ['that has begun', ['/half'], 1],
    ['that is the second of two', ['/quick', '/half'], 2],
    ['behind which another request waits', ['/half', '/slow'], 1],
    ['behind which another answer waits', ['/half', '/quick'], 1],
  ])('writes nothing into an answer %s', async (_which, paths, begun) => {
    const statuses = await askBadly(paths, (received) => received.includes('the first half'))

    expect(statuses).toEqual(Array(begun).fill('200'))
  })
})
