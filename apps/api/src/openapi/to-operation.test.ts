import {
  createNote,
  defineEndpoint,
  deleteNote,
  type Endpoint,
  exportNotes,
  getMe,
  getNote,
  listNotes,
  reportCspViolations,
  updateNote,
} from '@lifeguard/api-contract'
import { describe, expect, it } from 'vitest'
import { createSchemas } from './schemas.ts'
import { toOperation } from './to-operation.ts'

const schemas = createSchemas()
const describeEndpoint = (endpoint: Endpoint) => toOperation(endpoint, schemas)

function behind(access: Endpoint['access']) {
  const answer = { status: 204, body: null } as const
  const endpoint = {
    name: 'x',
    tag: 'System',
    method: 'POST',
    path: '/x',
    summary: 'x',
    access,
    answer,
  } as const
  return describeEndpoint(defineEndpoint(endpoint))
}

describe('toOperation()', () => {
  it.each([
    ['public', [], 'Open to everybody.'],
    [{}, ['person', 'machine'], 'Needs any valid access token.'],
    [{ kind: 'user' }, ['person'], 'Needs a person.'],
    [{ kind: 'machine' }, ['machine'], 'Needs a machine.'],
    [{ groups: ['admins'] }, ['person'], 'Needs the group `admins`.'],
    [{ groups: ['admins', 'staff'] }, ['person'], 'Needs the group `admins` or `staff`.'],
    [{ signedInWithinSeconds: 60 }, ['person'], 'Needs a sign-in within 60 seconds.'],
    [
      { scopes: ['notes/read', 'notes/write'] },
      ['person', 'machine'],
      'Needs the scope `notes/read` and the scope `notes/write`.',
    ],
  ] as const)('says of %j who gets in', (access, callers, description) => {
    const scopes = typeof access === 'object' && 'scopes' in access ? access.scopes : []

    expect(behind(access)).toMatchObject({
      security: callers.map((caller) => ({ [caller]: scopes })),
      description,
    })
  })

  it('names the parameters of path and query, and asks for those alone that have no default', () => {
    const parametersOf = (endpoint: Endpoint) =>
      [describeEndpoint(endpoint).parameters].flat().map((parameter) => {
        const { name, in: place, required } = Object(parameter)
        return `${place} ${name}${required ? '' : '?'}`
      })

    expect(parametersOf(deleteNote)).toEqual(['path id', 'header If-Match?'])
    expect(parametersOf(listNotes)).toEqual(
      ['limit', 'cursor', 'search', 'tag', 'archived', 'sort'].map((name) => `query ${name}?`),
    )
    expect(describeEndpoint(getMe)).not.toHaveProperty('parameters')
  })

  it('asks for a body in each of its forms, and shows examples', () => {
    expect(describeEndpoint(createNote)).toMatchObject({
      requestBody: {
        required: true,
        content: { 'application/json': { example: createNote.example.body } },
      },
      responses: { 201: { content: { 'application/json': { example: createNote.example.answer } } } },
    })
    expect(describeEndpoint(reportCspViolations)).toMatchObject({
      requestBody: {
        content: {
          'application/csp-report': expect.anything(),
          'application/reports+json': expect.anything(),
        },
      },
    })
    expect(describeEndpoint(exportNotes)).toMatchObject({
      responses: {
        200: { content: { 'application/x-ndjson': { schema: { $ref: '#/components/schemas/Note' } } } },
      },
    })
    expect(describeEndpoint(getNote)).not.toHaveProperty('requestBody')
  })

  it('names what can go wrong, those with one status together', () => {
    const { responses } = describeEndpoint(createNote)

    expect(Object(responses)[422]).toEqual({
      description: 'The body does not fit, or This idempotency key belongs to another request',
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: {
            'invalid-body': {
              value: {
                type: 'urn:lifeguard:problem:invalid-body',
                title: 'The body does not fit',
                status: 422,
                instance: expect.stringMatching(/^urn:uuid:/),
              },
            },
            'idempotency-key-reused': expect.anything(),
          },
        },
      },
    })
  })

  it('names each header that a caller may send, and what it must look like', () => {
    const headersOf = (endpoint: Endpoint) =>
      Object.fromEntries(
        [describeEndpoint(endpoint).parameters].flat().flatMap((parameter) => {
          const { name, in: place, required } = Object(parameter)
          return place === 'header' ? [[name, required]] : []
        }),
      )

    expect(headersOf(getNote)).toEqual({ 'If-None-Match': false })
    expect(headersOf(updateNote)).toEqual({ 'If-Match': false })
    expect(headersOf({ ...updateNote, precondition: 'required' })).toEqual({ 'If-Match': true })
    expect(headersOf(createNote)).toEqual({ 'Idempotency-Key': false })
  })

  it('names the headers of answers: what tells of a version, where to go, when to come back', () => {
    const headersOf = (endpoint: Endpoint) =>
      Object.entries(Object(describeEndpoint(endpoint).responses)).flatMap(([status, response]) =>
        Object.keys(Object(response).headers ?? {}).map((header) => `${status} ${header}`),
      )
    const always = ['401 WWW-Authenticate', '403 WWW-Authenticate', '429 Retry-After', '503 Retry-After']

    expect(headersOf(createNote)).toEqual(['201 ETag', '201 Location', '409 Retry-After', ...always].sort())
    expect(headersOf(getNote)).toEqual(['200 ETag', '304 ETag', ...always])
    expect(headersOf({ ...getNote, access: { kind: 'user' } })).not.toContain('403 WWW-Authenticate')
  })
})
