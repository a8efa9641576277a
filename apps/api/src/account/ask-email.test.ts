import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmailAsker } from './ask-email.ts'

let server: Server | undefined
afterEach(() => {
  vi.restoreAllMocks()
  server?.close()
})

async function startUserInfo(answer: RequestListener): Promise<{ issuer: string; domain: string }> {
  const started = createServer(answer)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  const address = started.address()
  if (address === null || typeof address === 'string') throw new Error('Cannot tell the port')
  return { issuer: 'https://unused.example', domain: `http://127.0.0.1:${address.port}` }
}

function answering(status: number, body: string): RequestListener {
  return (_req, res) => res.writeHead(status).end(body)
}

describe('createEmailAsker()', () => {
  it('asks userInfo with the access token', async () => {
    let asked: unknown
    const pool = await startUserInfo((req, res) => {
      asked = [req.url, req.headers.authorization]
      res.end('{"sub":"1","email":"ada@example.com"}')
    })

    expect(await createEmailAsker(pool)('the-token')).toBe('ada@example.com')
    expect(asked).toEqual(['/oauth2/userInfo', 'Bearer the-token'])
  })

  it.each([
    [400, '{"error":"invalid_request"}'],
    [401, '{"error":"invalid_token"}'],
    [200, '{"sub":"1"}'],
    [200, '{"email":1}'],
    [200, 'null'],
    [200, '<html>'],
  ])('knows none when the pool answers %i %s', async (status, body) => {
    const pool = await startUserInfo(answering(status, body))

    expect(await createEmailAsker(pool)('the-token')).toBeNull()
  })

  it('is unavailable, not unknown, when the pool fails', async () => {
    const pool = await startUserInfo(answering(500, ''))

    await expect(createEmailAsker(pool)('the-token')).rejects.toMatchObject({
      problem: 'unavailable',
      reason: 'user-info-unreachable',
    })
  })

  it.each<[string, RequestListener]>([
    ['has too much to do', answering(429, '{"error":"too_many_requests"}')],
    [
      'hangs up in the middle',
      (_req, res) => res.writeHead(200, { 'content-length': 99 }).write('{"em', () => res.destroy()),
    ],
  ])('is unavailable, not unknown, when the pool %s', async (_, answer) => {
    const pool = await startUserInfo(answer)

    await expect(createEmailAsker(pool)('the-token')).rejects.toMatchObject({
      problem: 'unavailable',
      reason: 'user-info-unreachable',
    })
  })

  it('is unavailable when the pool has not told all of it after three seconds', async () => {
    const time = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal)
    const pool = await startUserInfo((_req, res) => {
      res.write('{"email":"ada@', () => time.abort(new DOMException('The time is up', 'TimeoutError')))
    })

    await expect(createEmailAsker(pool)('the-token')).rejects.toMatchObject({
      reason: 'user-info-unreachable',
    })
    expect(timeout).toHaveBeenCalledExactlyOnceWith(3_000)
  })

  it('is unavailable when nobody listens', async () => {
    const pool = { issuer: 'https://unused.example', domain: 'http://127.0.0.1:1' }

    await expect(createEmailAsker(pool)('the-token')).rejects.toMatchObject({ problem: 'unavailable' })
  })

  it('C-16: takes the token nowhere else', async () => {
    const pool = await startUserInfo((_req, res) => {
      res.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end()
    })

    await expect(createEmailAsker(pool)('the-token')).rejects.toMatchObject({ problem: 'unavailable' })
  })
})
