import { defineEndpoint } from '@lifeguard/api-contract'
import express from 'express'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { StillRunningError } from '../data/once.ts'
import { ask, createApp, getThing } from '../testing/doors.ts'
import { ProblemError } from './problem-error.ts'

describe('createDoors()', () => {
  it('hands the handler what the contract declares, and who is calling', async () => {
    const app = createApp(({ mount }) =>
      mount(getThing, ({ params, auth }) => ({ id: `${params.id} of ${auth.principal.subject}` })),
    )

    expect(await (await ask(app, '/things/7')).json()).toEqual({ id: '7 of ada' })
  })

  it('P-23: stops the start when a route has no policy, and names it', () => {
    expect(() => createApp((_doors, app) => app.get('/open', (_req, res) => void res.end()))).toThrow(
      'Cannot start: no access policy for GET /open',
    )
  })

  it('P-23: finds such a route in a router of its own, too', () => {
    const router = express.Router()
    router.post('/deep', (_req, res) => void res.end())

    expect(() => createApp((_doors, app) => app.use('/admin', router))).toThrow('POST /admin/deep')
  })

  it('E-01: asks to come back where the same request still runs', async () => {
    const app = createApp(({ mount }) =>
      mount(getThing, () => Promise.reject(new StillRunningError('Still running'))),
    )

    const response = await ask(app, '/things/7')

    expect(response.status).toBe(409)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:conflict', status: 409 })
  })

  it('E-03: answers a failure without a word about it, and logs it under the same id', async () => {
    const lines: string[] = []
    const failing = () => {
      throw new Error('s3cr3t')
    }
    const app = createApp(({ mount }) => mount(getThing, failing), { write: (line) => void lines.push(line) })

    const response = await ask(app, '/things/7')

    expect(response.status).toBe(500)
    const problem = JSON.parse(await response.text())
    expect(problem).toEqual({
      type: 'urn:lifeguard:problem:internal',
      title: 'Something went wrong',
      status: 500,
      instance: expect.stringMatching(/^urn:uuid:/),
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('s3cr3t')
    expect(lines[0]).toContain(problem.instance.slice('urn:uuid:'.length))
  })

  it('P-14: answers a rejection as a failure', async () => {
    const app = createApp(({ mount }) => mount(getThing, () => Promise.reject(new Error('no'))))

    expect((await ask(app, '/things/7')).status).toBe(500)
  })

  it('meets a caller before the guards, so that refusals count too', async () => {
    const busy = () => Promise.reject(new ProblemError('rate-limited'))
    const reception = { meet: busy, meetStranger: async () => {} }
    const forbidden = { ...getThing, access: { scopes: ['things/write'] } } as const
    const guarded = createApp(({ mount }) => mount(forbidden, () => ({ id: '7' })))
    const crowded = createApp(({ mount }) => mount(forbidden, () => ({ id: '7' })), { reception })

    expect(await (await ask(guarded, '/things/7')).json()).toMatchObject({ status: 403 })
    expect(await (await ask(crowded, '/things/7')).json()).toMatchObject({ status: 429 })
    expect(await (await ask(crowded, '/nowhere')).json()).toMatchObject({ status: 429 })
  })

  it('does nothing for who would not take the answer', async () => {
    const handle = vi.fn(() => ({ id: '7' }))
    const app = createApp(({ mount }) => mount(getThing, handle))

    const refused = await ask(app, '/things/7', { headers: { accept: 'text/html, application/x-ndjson' } })
    expect(await refused.json()).toMatchObject({ type: 'urn:lifeguard:problem:not-acceptable', status: 406 })
    expect(handle).not.toHaveBeenCalled()
    const taken = await ask(app, '/things/7', { headers: { accept: 'text/html, application/*;q=0.1' } })
    expect([taken.status, handle.mock.calls.length]).toEqual([200, 1])
  })

  it('asks nobody to take an answer that has no body, and a stream in its own type', async () => {
    const id = z.object({ id: z.string() })
    const empty = { ...getThing, answer: { status: 204, body: null } } as const
    const stream = {
      ...getThing,
      path: '/streams/{id}',
      answer: { status: 200, body: id, type: 'application/x-ndjson' },
    } as const
    const app = createApp(({ mount }) => {
      mount(empty, () => null)
      mount(stream, async function* () {})
    })
    const statusOf = async (path: string, accept: string) =>
      (await ask(app, path, { headers: { accept } })).status

    expect(await statusOf('/things/7', 'text/html')).toBe(204)
    expect(await statusOf('/streams/7', 'application/x-ndjson')).toBe(200)
    expect(await statusOf('/streams/7', 'application/json')).toBe(406)
  })

  it('does an audited act once it is written down, and writes down none that is no request', async () => {
    const erase = vi.fn(() => ({ id: '7' }))
    const act = { ...getThing, audited: true, query: z.object({ sure: z.literal('yes') }) } as const
    const written = vi.fn(async () => {})
    const good = createApp(({ mount }) => mount(act, erase), { audit: written })
    const broken = createApp(({ mount }) => mount(act, erase), {
      audit: () => Promise.reject(new ProblemError('unavailable')),
    })

    expect((await ask(good, '/things/7')).status).toBe(400)
    expect((await ask(broken, '/things/7?sure=yes')).status).toBe(503)
    expect([written.mock.calls.length, erase.mock.calls.length]).toEqual([0, 0])
    expect((await ask(good, '/things/7?sure=yes')).status).toBe(200)
    expect([written.mock.calls.length, erase.mock.calls.length]).toEqual([1, 1])
  })

  it('B-15: tells a stranger the methods of a path only where all of them are open', async () => {
    const id = z.object({ id: z.string() })
    const open = { ...getThing, access: 'public' } as const
    const closed = defineEndpoint({ ...getThing, method: 'POST', answer: { status: 200, body: id } })
    const alone = { ...open, path: '/open/{id}' } as const
    const app = createApp(({ mount }) => {
      mount(open, () => ({ id: '7' }))
      mount(closed, () => ({ id: '7' }))
      mount(alone, () => ({ id: '7' }))
    })
    const put = async (path: string, authorization: string) => {
      const response = await ask(app, path, { method: 'PUT', headers: { authorization } })
      return [response.status, response.headers.get('allow')]
    }

    expect(await put('/things/7', '')).toEqual([401, null])
    expect(await put('/things/7', 'Bearer ada')).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
    expect(await put('/open/7', '')).toEqual([405, 'GET, HEAD, OPTIONS'])
  })

  it('serves pages to everybody, to be read and nothing else', async () => {
    const app = createApp(({ mountPage }) => mountPage('/page', (_req, res) => void res.send('text')))
    const page = async (method: string) => {
      const response = await ask(app, '/page', { method, headers: { authorization: '' } })
      return [response.status, response.headers.get('allow'), await response.text()]
    }

    expect(await page('GET')).toEqual([200, null, 'text'])
    expect(await page('HEAD')).toEqual([200, null, ''])
    expect(await page('POST')).toEqual([405, 'GET, HEAD, OPTIONS', expect.stringContaining('"status":405')])
  })
})
