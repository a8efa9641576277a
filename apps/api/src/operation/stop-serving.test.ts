import { once } from 'node:events'
import { Agent, createServer, IncomingMessage, request, type Server, ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { prepareStop, type StopTimes } from './stop-serving.ts'

describe('prepareStop()', () => {
  const agent = new Agent({ keepAlive: true })
  const waiting: ServerResponse[] = []
  let server: Server

  afterEach(() => {
    agent.destroy()
    server.closeAllConnections()
    server.close()
    waiting.length = 0
  })

  async function start(times: Partial<StopTimes> = {}): Promise<() => Promise<void>> {
    server = createServer()
    const stop = prepareStop(server, { quietMs: 10_000, deadlineMs: 10_000, ...times })
    server.on('request', (req, res) => {
      if (req.url === '/slow') waiting.push(res)
      else res.end('quick')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return stop
  }

  function get(path: string): Promise<IncomingMessage> {
    // A TCP server has an object for an address.
    const { port } = server.address() as AddressInfo
    return new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path, agent }, resolve).on('error', reject).end()
    })
  }

  it('answers what is under way, and says goodbye with it', async () => {
    const stop = await start({ quietMs: 0 })
    const asked = get('/slow')
    await vi.waitUntil(() => waiting.length === 1, 20_000)

    const stopped = stop()
    waiting[0]?.end('at last')

    const answer = await asked
    expect(answer.headers.connection).toBe('close')
    expect(await text(answer)).toBe('at last')
    await stopped
  })

  it('ends an answer that has begun', async () => {
    const stop = await start({ quietMs: 0 })
    const asked = get('/slow')
    await vi.waitUntil(() => waiting.length === 1, 20_000)
    waiting[0]?.flushHeaders()
    const answer = await asked

    const stopped = stop()
    waiting[0]?.end('the rest')

    expect(await text(answer)).toBe('the rest')
    await stopped
  })

  it('answers what comes on an old connection, and refuses new ones', async () => {
    const stop = await start()
    const address = server.address()
    server.address = () => address
    await text(await get('/quick'))
    const [socket] = Object.values(agent.freeSockets)[0] ?? []

    const stopped = stop()
    const answer = await get('/quick')

    expect(answer.socket).toBe(socket)
    expect(answer.headers.connection).toBe('close')
    await text(answer)
    await expect(get('/quick')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await stopped
  })

  it('hangs up on connections that nobody uses', async () => {
    const stop = await start({ quietMs: 0 })
    const answer = await get('/quick')
    const { socket } = answer
    await text(answer)

    await stop()

    await vi.waitUntil(() => socket.destroyed, 20_000)
  })

  it('hangs up on them while others are still answered', async () => {
    const stop = await start({ quietMs: 0 })
    server.keepAliveTimeout = 60_000
    const asked = get('/slow')
    await vi.waitUntil(() => waiting.length === 1, 20_000)
    const idle = await get('/quick')
    const { socket } = idle
    await text(idle)

    const stopped = stop()
    await vi.waitUntil(() => socket.destroyed, 20_000)
    waiting[0]?.end('at last')

    expect(await text(await asked)).toBe('at last')
    await stopped
  })

  it('keeps nothing of an answer that is over, however many there were', () => {
    server = createServer()
    prepareStop(server)
    const request = new IncomingMessage(new Socket())
    const underWay: ServerResponse[] = []
    function answer(times: number): void {
      for (let i = 0; i < times; i++) {
        const response = new ServerResponse(request)
        server.emit('request', request, response)
        underWay.push(response)
        if (underWay.length > 10) underWay.shift()?.emit('close')
      }
    }

    answer(100)
    collectGarbage()
    const before = oldSpaceBytes()
    answer(50_000)

    expect(oldSpaceBytes() - before).toBeLessThan(5_000_000)
  })

  it('breaks off what does not end', async () => {
    const stop = await start({ quietMs: 0, deadlineMs: 50 })
    const asked = get('/slow')
    await vi.waitUntil(() => waiting.length === 1, 20_000)

    const refused = expect(asked).rejects.toMatchObject({ code: 'ECONNRESET' })
    await stop()
    await refused
  })
})

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** What outlived the young generation, dead or alive. */
function oldSpaceBytes(): number {
  return getHeapSpaceStatistics().find((space) => space.space_name === 'old_space')?.space_used_size ?? 0
}
