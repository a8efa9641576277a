import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import * as contract from './index.ts'

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
