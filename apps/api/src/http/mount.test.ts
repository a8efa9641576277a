import { createServer, type Server } from 'node:http'
import { defineEndpoint } from '@lifeguard/api-contract'
import { createBearerAuth, type Principal } from '@lifeguard/express-bearer-auth'
import express, { type Express } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { StillRunningError } from '../data/once.ts'
import { createLog } from '../log.ts'
import { answerProblems } from './answer-problems.ts'
import { createDoors, type Doors } from './mount.ts'
import { readJsonBody } from './read-json-body.ts'

const ada: Principal = {
  kind: 'user',
  issuer: 'https://pool.example',
  subject: 'ada',
  clientId: 'web',
  username: 'ada',
  groups: ['staff'],
  scopes: ['things/read'],
  authTime: 0,
  expiresAt: 9_999_999_999,
}

const getThing = defineEndpoint({
  name: 'getThing',
  tag: 'Notes',
  method: 'GET',
  path: '/things/{id}',
  summary: 'Read a thing',
  access: { scopes: ['things/read'] },
  params: z.object({ id: z.string() }),
  answer: { status: 200, body: z.object({ id: z.string() }) },
})

const lines: string[] = []
let server: Server | undefined
afterEach(() => {
  server?.close()
  lines.length = 0
})

const reception = { meet: async () => {}, meetStranger: async () => {} }

/** An app with the routes of a test, where the token `ada` is good. */
function createApp(add: (doors: Doors, app: Express) => void): Express {
  const app = express()
  const auth = createBearerAuth<Principal>({
    verify: async (token) =>
      token === 'ada' ? { valid: true, principal: ada } : { valid: false, reason: 'unknown' },
    resourceMetadataUrl: 'https://api.example/.well-known/oauth-protected-resource',
  })
  const doors = createDoors(app, {
    auth,
    reception,
    audit: async () => {},
    bodyReader: readJsonBody(1_000),
  })
  add(doors, app)
  doors.close()
  return app.use(answerProblems(createLog('info', { write: (line) => void lines.push(line) })))
}

async function get(app: Express, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const listening = createServer(app)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: 'Bearer ada', ...headers },
  })
}

describe('createDoors()', () => {
  it('hands the handler what the contract declares, and who is calling', async () => {
    const app = createApp(({ mount }) =>
      mount(getThing, ({ params, auth }) => ({ id: `${params.id} of ${auth.principal.subject}` })),
    )

    expect(await (await get(app, '/things/7')).json()).toEqual({ id: '7 of ada' })
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

  it('keeps back what the contract does not name', async () => {
    const secretive = { id: '7', owner: 's3cr3t' }
    const app = createApp(({ mount }) => mount(getThing, () => secretive))

    expect(await (await get(app, '/things/7')).json()).toEqual({ id: '7' })
  })

  it('asks for If-Match where the contract requires it', async () => {
    const replaceThing = defineEndpoint({
      ...getThing,
      name: 'replaceThing',
      precondition: 'required',
      answer: { status: 200, body: z.object({ expected: z.array(z.number()) }) },
    })
    const app = createApp(({ mount }) =>
      mount(replaceThing, ({ expected }) => ({ expected: [...(expected ?? [])] })),
    )

    const without = await get(app, '/things/7')
    server?.close()
    const withTag = await get(app, '/things/7', { 'if-match': '"3", "other"' })

    expect(without.status).toBe(428)
    expect(await without.json()).toMatchObject({ type: 'urn:lifeguard:problem:version-required' })
    expect(await withTag.json()).toEqual({ expected: [3] })
  })

  it('E-01: asks to come back where the same request still runs', async () => {
    const app = createApp(({ mount }) =>
      mount(getThing, () => Promise.reject(new StillRunningError('Still running'))),
    )

    const response = await get(app, '/things/7')

    expect(response.status).toBe(409)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:conflict', status: 409 })
  })

  it('E-03: answers a failure without a word about it, and logs it under the same id', async () => {
    const app = createApp(({ mount }) =>
      mount(getThing, () => {
        throw new Error('s3cr3t')
      }),
    )

    const response = await get(app, '/things/7')

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

  it('P-14: answers a rejection and an answer that does not fit as failures', async () => {
    // What a handler without types could return.
    const misfit: { id: string } = JSON.parse('{"id":7}')
    const rejecting = createApp(({ mount }) => mount(getThing, () => Promise.reject(new Error('no'))))
    const misfitting = createApp(({ mount }) => mount(getThing, () => misfit))

    expect((await get(rejecting, '/things/7')).status).toBe(500)
    expect((await get(misfitting, '/things/7')).status).toBe(500)
  })
})
