import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningUserPool, startUserPool } from './index.ts'
import { decode, readJson } from './testing/code-flow.ts'

let pool: RunningUserPool

beforeAll(async () => {
  pool = await startUserPool({ controlPort: 0 })
})
afterAll(() => pool.close())

async function put(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${pool.control}${path}`, {
    method: 'PUT',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

const keySet = async () => (await fetch(`${pool.issuer}/.well-known/jwks.json`)).status

describe('the control port', () => {
  it('is closed unless asked for', async () => {
    const other = await startUserPool()

    expect(other.control).toBeUndefined()
    await other.close()
  })

  it('sets and clears a fault plan', async () => {
    await put('/faults', { endpoints: { keySet: { status: 503 } } })
    const during = await keySet()
    await fetch(`${pool.control}/faults`, { method: 'DELETE' })

    expect(during).toBe(503)
    expect(await keySet()).toBe(200)
  })

  it('says which member of a plan makes no sense', async () => {
    const response = await put('/faults', { endpoints: { tokens: {} } })

    expect(response.status).toBe(400)
    expect((await readJson(response)).error).toContain('tokens')
  })

  it('moves the clock', async () => {
    await put('/clock', { offsetMs: -3_600_000 })
    const claims = decode(await pool.accessTokenFor('user@example.com'))
    await put('/clock', { offsetMs: 0 })

    expect(Number(claims.exp)).toBeLessThanOrEqual(Date.now() / 1000)
  })

  it('rotates and withdraws keys', async () => {
    const rotated = await readJson(await put('/keys/rotate'))
    const withdrawn = await readJson(await put('/keys/withdraw-old'))

    expect(rotated.keys).toHaveLength(4)
    expect(withdrawn.keys).toHaveLength(2)
  })

  it('signs tokens for people and machines', async () => {
    const person = await readJson(await put('/tokens', { for: 'user@example.com', scope: 'notes/read' }))
    const machine = await readJson(await put('/tokens', { for: 'lifeguardmachine0000000001' }))

    expect(decode(String(person.access_token))).toMatchObject({ token_use: 'access', scope: 'notes/read' })
    expect(decode(String(machine.access_token))).toMatchObject({ sub: 'lifeguardmachine0000000001' })
  })

  it('says whom it cannot make a token for, and what makes no sense', async () => {
    const stranger = await put('/tokens', { for: 'nobody@example.com' })
    const clocks = [await put('/clock', { offsetMs: 1e300 }), await put('/clock', { offsetMs: -1e300 })]

    expect(stranger.status).toBe(400)
    expect((await readJson(stranger)).error).toContain('"nobody@example.com"')
    expect(clocks.map(({ status }) => status)).toEqual([400, 400])
  })

  it.each([
    ['origin', 'http://localhost:5173'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-origin'],
    ['sec-fetch-site', 'none'],
  ])('does not answer to pages in a browser: %s %s', async (name, value) => {
    const response = await put('/keys/rotate', undefined, { [name]: value })

    expect(response.status).toBe(403)
  })

  it('reads plans of a MiB and no longer ones', async () => {
    const send = async (length: number) => {
      const plan = { endpoints: { keySet: { body: '' } } }
      plan.endpoints.keySet.body = 'x'.repeat(length - JSON.stringify(plan).length)
      return (await put('/faults', plan)).status
    }
    const statuses = [await send(1_048_576), await send(1_048_577)]
    pool.faults.clear()

    expect(statuses).toEqual([204, 413])
  })

  it.each([
    ['127.0.0.1:1', 200],
    ['LOCALHOST', 200],
    ['[::1]:9329', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example:80', 421],
    ['evil.example:127.0.0.1', 421],
  ])(
    'answers to loopback names alone, so that rebinding a name gains nothing: "%s"',
    async (host, status) => {
      const answered = await new Promise((resolve) => {
        const url = new URL(`${pool.control}/keys/withdraw-old`)
        request(url, { method: 'PUT', headers: { host } }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        }).end()
      })

      expect(answered).toBe(status)
    },
  )
})
