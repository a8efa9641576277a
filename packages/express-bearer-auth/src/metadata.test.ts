import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBearerAuth } from './bearer-auth.ts'
import { problem } from './problem.ts'
import { protectedResourceMetadata } from './protected-resource-metadata.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'
import { UnavailableError } from './unavailable-error.ts'

const resource = 'https://api.example'
const metadataPath = '/.well-known/oauth-protected-resource'
const auth = createBearerAuth({
  verify: async () => ({ valid: false, reason: 'nobody' }),
  resourceMetadataUrl: resource + metadataPath,
  realm: 'notes',
})
const app = express()
app.get(
  metadataPath,
  protectedResourceMetadata({
    resource,
    issuers: ['https://issuer.example/pool'],
    scopes: ['notes/read', 'notes/write'],
  }),
)
app.use(auth.authenticate, auth.require())
app.use(problem)

let api: RunningApp
beforeAll(async () => {
  api = await startApp(app)
})
afterAll(() => api.close())

const document = {
  resource,
  authorization_servers: ['https://issuer.example/pool'],
  scopes_supported: ['notes/read', 'notes/write'],
  bearer_methods_supported: ['header'],
}

describe('the metadata of a protected resource', () => {
  it('E-05 is there for everybody, from any origin', async () => {
    const { status, headers, body } = await api.get(metadataPath, { Origin: 'https://anybody.example' })

    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('application/json')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(body).toEqual(document)
  })

  it('E-06 is named in challenges', async () => {
    for (const headers of [{}, { Authorization: 'Bearer bad' }, { Authorization: 'Bearer' }]) {
      const answer = await api.get('/', headers as Record<string, string>)
      expect(answer.headers.get('www-authenticate')).toContain(
        `resource_metadata="${resource}${metadataPath}"`,
      )
    }
  })

  it('E-08 does not follow the host that a request names', async () => {
    for (const lines of [
      `GET ${metadataPath} HTTP/1.1\r\nHost: evil.example`,
      `GET ${metadataPath} HTTP/1.1\r\nHost: x\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http`,
      `GET http://evil.example${metadataPath} HTTP/1.1\r\nHost: evil.example`,
    ]) {
      const answer = await api.raw(`${lines}\r\nConnection: close\r\n\r\n`)
      expect(answer).toMatch(/^HTTP\/1.1 200 /)
      expect(answer).toContain(JSON.stringify(document))
      expect(answer).not.toContain('evil')
    }
    const challenged = await api.raw('GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(challenged).toMatch(/^HTTP\/1.1 401 /)
    expect(challenged).not.toContain('evil')
  })
})

describe('a refusal', () => {
  it('E-01 is a problem whose status is that of the answer', async () => {
    for (const [headers, status, title] of [
      [{}, 401, 'Unauthorized'],
      [{ Authorization: 'Bearer bad' }, 401, 'Unauthorized'],
      [{ Authorization: 'Bearer' }, 400, 'Bad Request'],
    ] as const) {
      const answer = await api.get('/', headers as Record<string, string>)
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.body).toEqual({ type: 'about:blank', title, status, detail: expect.any(String) })
    }
  })

  it('E-03 leaves errors that are none to the handlers after it', async () => {
    const broken = createBearerAuth({
      verify: () => Promise.reject(new TypeError('s3cr3t')),
      resourceMetadataUrl: resource + metadataPath,
    })
    const seen: unknown[] = []
    const running = await startApp(
      express()
        .use(broken.authenticate, broken.require(), problem)
        .use((error: unknown, _req: unknown, res: express.Response, _next: unknown) => {
          seen.push(error)
          res.status(500).json({})
        }),
    )

    expect(await running.get('/', { Authorization: 'Bearer any' })).toMatchObject({ status: 500, body: {} })
    expect(seen).toMatchObject([{ message: 's3cr3t' }])
    await running.close()
  })

  it('leaves an answer that has begun to the handlers after it', async () => {
    const seen: unknown[] = []
    const late = new UnavailableError('Cannot read the rest')
    const running = await startApp(
      express()
        .get('/', (_req, res) => {
          res.write('a part')
          throw late
        })
        .use(problem)
        .use((error: unknown, _req: unknown, res: express.Response, _next: unknown) => {
          seen.push(error)
          res.destroy()
        }),
    )

    await expect(running.get('/')).rejects.toThrow('fetch failed')
    expect(seen).toEqual([late])
    await running.close()
  })

  it('needs configuration that fits into a challenge', () => {
    for (const realm of ['a"b', 'a\\b', 'a\nb', 'é']) {
      expect(() =>
        createBearerAuth({
          verify: async () => ({ valid: false, reason: '' }),
          resourceMetadataUrl: resource,
          realm,
        }),
      ).toThrow('Cannot put the realm into a challenge')
    }
  })

  it('needs an absolute address of the metadata', () => {
    const verify = async () => ({ valid: false, reason: '' }) as const
    expect(() => createBearerAuth({ verify, resourceMetadataUrl: metadataPath })).toThrow(
      'must be an absolute URL',
    )
  })

  it('says so where nobody has found out who is calling', async () => {
    const seen: unknown[] = []
    const running = await startApp(
      express()
        .get('/', (req, res) => void res.json(auth.principal(req)))
        .use((error: unknown, _req: unknown, res: express.Response, _next: unknown) => {
          seen.push(error)
          res.status(500).json({})
        }),
    )

    expect((await running.get('/')).status).toBe(500)
    expect(seen).toMatchObject([
      {
        message:
          'Cannot tell who is calling: no guard stood before; mount auth.require() at this route or before it',
      },
    ])
    await running.close()
  })
})
