import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import * as contract from './index.ts'

const endpoints = Object.entries(contract).flatMap(([name, member]): [string, contract.Endpoint][] =>
  typeof member === 'object' && 'method' in member ? [[name, member]] : [],
)

describe('every endpoint', () => {
  it('is named as it is exported', () => {
    for (const [name, endpoint] of endpoints) expect(endpoint.name).toBe(name)
    expect(endpoints.length).toBeGreaterThan(10)
  })

  it('declares the parameters that its path has', () => {
    for (const [name, { path, params }] of endpoints) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      const declared = Object.keys((params as z.ZodMiniObject | undefined)?.shape ?? {})

      expect([name, declared]).toEqual([name, inPath])
    }
  })

  it('has examples that fit it, and one of the body that it takes', () => {
    for (const [name, { body, answer, example }] of endpoints) {
      if (body !== undefined)
        expect([name, example]).toEqual([name, expect.objectContaining({ body: expect.anything() })])
      if (example?.body !== undefined)
        expect([name, body?.safeParse(example.body).success]).toEqual([name, true])
      if (example?.answer !== undefined) {
        expect([name, answer.body?.safeParse(example.answer).success]).toEqual([name, true])
      }
    }
  })

  it('asks for scopes of the resource server alone', () => {
    const known = Object.keys(contract.scopes)
    for (const [name, { access }] of endpoints) {
      if (access === 'public') continue
      for (const scope of access.scopes ?? [])
        expect([name, known]).toEqual([name, expect.arrayContaining([scope])])
    }
  })
})

describe('problemsOf()', () => {
  it('names what can go wrong, as it follows from the declaration', () => {
    expect(contract.problemsOf(contract.getLiveness)).toEqual(['internal', 'rate-limited', 'not-acceptable'])
    expect(contract.problemsOf(contract.deleteMe)).toEqual([
      'internal',
      'rate-limited',
      'invalid-request',
      'unauthenticated',
      'unavailable',
      'forbidden',
      'sign-in-too-old',
    ])
    expect(contract.problemsOf(contract.updateNote)).toEqual(
      expect.arrayContaining(['not-found', 'invalid-body', 'stale-version', 'insufficient-scope']),
    )
  })
})

describe('problemsOf() of an endpoint', () => {
  const answer = { status: 204, body: null } as const
  const bare: contract.Endpoint = {
    name: 'x',
    tag: 'System',
    method: 'POST',
    path: '/x',
    summary: 'x',
    access: {},
    answer,
  }
  const bareProblems = contract.problemsOf(bare)
  const added = (endpoint: Partial<contract.Endpoint>) =>
    contract.problemsOf({ ...bare, ...endpoint }).filter((name) => !bareProblems.includes(name))

  it.each([
    ['for people', { access: { kind: 'user' } }, ['forbidden']],
    ['for machines', { access: { kind: 'machine' } }, ['forbidden']],
    ['for a group', { access: { groups: ['admins'] } }, ['forbidden']],
    ['for a recent sign-in', { access: { signedInWithinSeconds: 60 } }, ['forbidden', 'sign-in-too-old']],
    ['for a scope', { access: { scopes: ['notes/read'] } }, ['insufficient-scope']],
    ['with parameters in its path', { params: z.object({}) }, ['invalid-parameters']],
    ['with parameters in its query', { query: z.object({}) }, ['invalid-parameters']],
    [
      'with a body',
      { body: z.object({}) },
      ['invalid-json', 'body-too-large', 'unsupported-media-type', 'invalid-body'],
    ],
    ['that answers something', { answer: { status: 200, body: z.object({}) } }, ['not-acceptable']],
    [
      'that may be sent twice',
      { idempotent: true },
      ['invalid-parameters', 'idempotency-key-reused', 'conflict'],
    ],
    ['for a version', { precondition: 'optional' }, ['invalid-parameters', 'stale-version']],
    [
      'for a version at all events',
      { precondition: 'required' },
      ['invalid-parameters', 'stale-version', 'version-required'],
    ],
    ['with a problem of its own', { problems: ['not-found', 'internal'] }, ['not-found']],
  ] as const)('%s names what it can answer besides', (_, endpoint, names) => {
    expect(added(endpoint)).toEqual(names)
  })

  it('that is public knows nothing of tokens', () => {
    const tokens = ['invalid-request', 'unauthenticated', 'unavailable']

    expect(bareProblems).toEqual(['internal', 'rate-limited', ...tokens])
    expect(contract.problemsOf({ ...bare, access: 'public' })).toEqual(['internal', 'rate-limited'])
  })
})

describe('NewNote', () => {
  it('trims the title, fills in what is left out, and keeps the text as it is', () => {
    expect(contract.NewNote.parse({ title: ' a ', text: ' b ' })).toEqual({
      title: 'a',
      text: ' b ',
      tags: [],
      archived: false,
    })
  })

  it.each([
    [{ title: '', text: '' }],
    [{ title: ' ', text: '' }],
    [{ title: 'x'.repeat(201), text: '' }],
    [{ title: 'x', text: 'x'.repeat(20_001) }],
    [{ title: 'x\0', text: '' }],
    [{ title: 'x', text: '', tags: Array.from({ length: 21 }, String) }],
    [{ title: 'x', text: '', tags: [''] }],
    [{ title: 'x', text: '', owner: 'me' }],
    [{ title: 'x' }],
    [null],
  ])('refuses %j', (body) => {
    expect(contract.NewNote.safeParse(body).success).toBe(false)
  })
})
