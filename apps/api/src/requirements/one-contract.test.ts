import * as contract from '@lifeguard/api-contract'
import { localProfile } from '@lifeguard/local-user-pool'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { machineClient, startTestApi, type TestApi } from '../testing/test-api.ts'

const Operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  requestBody: z.optional(
    z.object({ content: z.record(z.string(), z.object({ example: z.optional(z.unknown()) })) }),
  ),
  responses: z.record(z.string(), z.looseObject({ content: z.optional(z.record(z.string(), z.unknown())) })),
})
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) })

const declared = Object.values<unknown>(contract).filter(isEndpoint)
const groups = declared.flatMap(({ access }) => (access === 'public' ? [] : [...(access.groups ?? [])]))

let api: TestApi
let source: string
let operations: ({ method: string; path: string } & z.infer<typeof Operation>)[]

beforeAll(async () => {
  api = await startTestApi()
  source = await (await api.call('GET', '/openapi.json')).text()
  operations = Object.entries(Document.parse(JSON.parse(source)).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  )
})
afterAll(() => api?.close())

function isEndpoint(member: unknown): member is contract.Endpoint {
  return typeof member === 'object' && member !== null && 'method' in member && 'path' in member
}

/** Calls an operation as its description says, with a token or none. */
async function call(
  { method, path, requestBody }: (typeof operations)[number],
  token?: string,
): Promise<Response> {
  const [content] = Object.entries(requestBody?.content ?? {})
  return await api.call(method, await fillIn(path, token), {
    ...(token !== undefined && { token }),
    ...(content && { body: JSON.stringify(content[1].example), headers: { 'content-type': content[0] } }),
  })
}

async function fillIn(path: string, token: string | undefined): Promise<string> {
  if (!path.includes('{')) return path
  if (!path.startsWith('/notes/'))
    throw new Error(`Cannot call "${path}": say here what fills its parameters`)
  const author = token ?? (await api.userToken())
  const note = await api.call('POST', '/notes', { token: author, json: { title: 'target', text: '' } })
  const id = note.status === 201 ? contract.Note.parse(await note.json()).id : crypto.randomUUID()
  return path.replace('{id}', id)
}

/** Every caller is another one, so that no operation takes the ground from under the next; all are in every group. */
function personToken(operation: { operationId: string }, scopes: string[]): Promise<string> {
  const claims = { sub: `caller of ${operation.operationId}`, 'cognito:groups': groups }
  return api.pool.accessTokenFor('admin@example.com', { scope: scopes.join(' '), claims })
}

/** The answer is one that the document knows, and of a type that it names. */
function expectDocumented({ operationId, responses }: (typeof operations)[number], response: Response): void {
  expect([operationId, Object.keys(responses)]).toEqual([
    operationId,
    expect.arrayContaining([String(response.status)]),
  ])
  const types = Object.keys(responses[response.status]?.content ?? {})
  const type = response.headers.get('content-type')?.split(';')[0]
  expect([operationId, type ?? 'none']).toEqual([operationId, types[0] ?? 'none'])
}

describe('GET /openapi.json', () => {
  it('is OpenAPI 3.1 without a warning from the linter', async () => {
    const config = await createConfig({ extends: ['recommended'] })

    const findings = await lintFromString({ source, config, absoluteRef: 'openapi.json' })

    expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([])
  })

  it('describes every endpoint of the contract', () => {
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      declared.map(({ name }) => name).sort(),
    )
  })

  it('names the real URLs of the pool and the scopes of the contract', () => {
    const [authorizationUrl, tokenUrl] = ['authorize', 'token'].map(
      (end) => `${api.pool.domain}/oauth2/${end}`,
    )
    const { servers, components } = JSON.parse(source)

    expect(servers).toEqual([{ url: api.url }])
    expect(components.securitySchemes.person.flows).toEqual({
      authorizationCode: {
        authorizationUrl,
        tokenUrl,
        refreshUrl: tokenUrl,
        // Without these two nobody learns an e-mail address.
        scopes: { openid: expect.any(String), email: expect.any(String), ...contract.scopes },
      },
    })
    expect(components.securitySchemes.machine.flows).toEqual({
      clientCredentials: { tokenUrl, scopes: contract.scopes },
    })
  })

  it('has every operation in a chapter that it describes', () => {
    const chapters = JSON.parse(source).tags.map(({ name }: { name: string }) => name)

    expect([...new Set(operations.flatMap(({ tags }) => tags))].sort()).toEqual(chapters.sort())
  })

  it('says what is sent without what is filled in, and what is received as it is', () => {
    const { NewNote, Note } = JSON.parse(source).components.schemas

    expect(NewNote.required).toEqual(['title', 'text'])
    expect(NewNote.properties.tags.default).toEqual([])
    expect(Note.required).toEqual(Object.keys(contract.Note.shape))
    expect(Note.additionalProperties).toBe(false)
    expect(Note.properties.id).toEqual({ type: 'string', format: 'uuid' })
    expect(source).not.toContain('$schema')
  })
})

describe('every operation', () => {
  it('P-23, G-29: is refused without a token, unless it is open to everybody', async () => {
    for (const operation of operations) {
      const response = await call(operation)

      expectDocumented(operation, response)
      const isOpen = operation.security.length === 0
      expect([operation.operationId, response.ok]).toEqual([operation.operationId, isOpen])
      if (isOpen) continue
      expect([operation.operationId, response.status]).toEqual([operation.operationId, 401])
      expect(response.headers.get('www-authenticate')).not.toContain('error')
    }
  })

  it('P-23: is refused with the wrong scope, and names the right one', async () => {
    for (const operation of operations) {
      const needed = operation.security.flatMap(({ person }) => person ?? [])
      if (needed.length === 0) continue
      const others = ['openid', ...Object.keys(contract.scopes).filter((scope) => !needed.includes(scope))]

      const response = await call(operation, await personToken(operation, others))

      expectDocumented(operation, response)
      expect([operation.operationId, response.status]).toEqual([operation.operationId, 403])
      expect(response.headers.get('www-authenticate')).toContain(`scope="${needed.join(' ')}"`)
    }
  })

  it('answers as described with just the scopes that it asks for', async () => {
    for (const operation of operations) {
      const needed = operation.security.flatMap(({ person }) => person ?? [])
      // A target for operations on a note must be written first.
      const target = operation.path.includes('{id}') ? ['notes/write'] : []

      const response = await call(operation, await personToken(operation, [...needed, ...target]))

      expectDocumented(operation, response)
      expect([operation.operationId, Math.floor(response.status / 100)]).toEqual([operation.operationId, 2])
    }
  })

  it('lets machines in where the document says so, and nowhere else', async () => {
    for (const operation of operations.filter(({ security }) => security.length > 0)) {
      const machine = operation.security.find((scheme) => 'machine' in scheme)

      const response = await call(operation, await api.pool.machineTokenFor(machineClient))

      expectDocumented(operation, response)
      const expected = machine === undefined ? 4 : 2
      expect([operation.operationId, Math.floor(response.status / 100)]).toEqual([
        operation.operationId,
        expected,
      ])
    }
  })
})

describe('the local profile', () => {
  const { groups: known, resourceServers, clients, users } = localProfile()

  it('has every scope of the contract, and its people may ask for it', () => {
    const registered = resourceServers.flatMap(({ identifier, scopes }) =>
      scopes.map((scope) => `${identifier}/${scope}`),
    )
    const asked = clients
      .filter(({ flows }) => flows.some((flow) => flow === 'code'))
      .map(({ scopes }) => scopes)

    for (const scope of Object.keys(contract.scopes)) {
      expect(registered).toContain(scope)
      for (const scopes of asked) expect(scopes).toContain(scope)
    }
  })

  it('has every group that the contract asks for, and somebody in it', () => {
    for (const group of groups) {
      expect(known).toContain(group)
      expect(users.flatMap((user) => ('groups' in user ? user.groups : []))).toContain(group)
    }
  })
})
