import { randomUUID } from 'node:crypto'
import { Note, NotePage } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineClient, startTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let token: string

beforeAll(async () => {
  api = await startTestApi()
  token = await api.userToken()
})
afterAll(() => api?.close())

async function addNote(title: string, owner = token): Promise<Note> {
  const response = await api.call('POST', '/notes', { token: owner, json: { title, text: 'text' } })
  expect(response.status).toBe(201)
  return Note.parse(await response.json())
}

describe('POST /notes', () => {
  it('adds a note and says where it is', async () => {
    const response = await api.call('POST', '/notes', { token, json: { title: '  Milk ', text: 'two' } })

    const note = Note.parse(await response.json())
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/notes/${note.id}`)
    expect(note).toMatchObject({ title: 'Milk', text: 'two' })
    expect(Object.keys(note).sort()).toEqual(['createdAt', 'id', 'text', 'title', 'updatedAt'])
  })

  it('names what does not fit', async () => {
    const response = await api.call('POST', '/notes', { token, json: { title: ' ' } })

    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({
      type: 'urn:lifeguard:problem:invalid-body',
      issues: [
        { path: 'title', message: expect.stringContaining('>=1') },
        { path: 'text', message: expect.stringContaining('expected string') },
      ],
    })
  })

  it('takes no control character that the database would refuse', async () => {
    const response = await api.call('POST', '/notes', { token, json: { title: 'a\u0000b', text: '' } })

    expect(response.status).toBe(422)
  })

  it('P-06: takes no member that is not in the contract', async () => {
    for (const extra of ['owner', 'role', 'issuer', 'subject', 'id', 'version', '__proto__', 'constructor']) {
      const body = `{"title":"t","text":"t","${extra}":{"prototype":{"admin":true}}}`
      const response = await api.call('POST', '/notes', {
        token,
        body,
        headers: { 'content-type': 'application/json' },
      })

      expect([extra, response.status]).toEqual([extra, 422])
    }
    expect({}).not.toHaveProperty('admin')
  })
})

describe('GET /notes', () => {
  it('pages through everything, newest first, exactly once', async () => {
    const owner = await api.pool.accessTokenFor('admin@example.com')
    const ids = []
    for (const title of ['1', '2', '3', '4', '5']) ids.unshift((await addNote(title, owner)).id)

    const seen = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`
      const response = await api.call('GET', `/notes?limit=2${query}`, { token: owner })
      const page: NotePage = NotePage.parse(await response.json())
      expect(page.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }

    expect(seen).toEqual(ids)
  })

  it('gives 20 unless told otherwise', async () => {
    for (let index = 0; index < 21; index++) await addNote(`${index}`)

    const page = NotePage.parse(await (await api.call('GET', '/notes', { token })).json())

    expect(page.items).toHaveLength(20)
    expect(page.nextCursor).toEqual(expect.any(String))
  })

  it.each([
    'limit=0',
    'limit=101',
    'limit=two',
    'limit=1.5',
    'limit=',
    'cursor=nonsense',
    'cursor=%00',
    'limit=1&limit=2',
  ])('P-19: refuses ?%s and says which parameter it is', async (query) => {
    const response = await api.call('GET', `/notes?${query}`, { token })

    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      type: 'urn:lifeguard:problem:invalid-parameters',
      issues: [{ path: query.split('=')[0] }],
    })
  })

  it('P-19: pays no attention to parameters it does not know', async () => {
    const response = await api.call('GET', '/notes?id[a]=1&__proto__[x]=1&access_token=x', { token })

    expect(response.status).toBe(200)
    expect({}).not.toHaveProperty('x')
  })
})

describe('/notes/{id}', () => {
  it('reads a note', async () => {
    const note = await addNote('read me')

    const response = await api.call('GET', `/notes/${note.id}`, { token })

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(note)
  })

  it('changes the members that are sent', async () => {
    const note = await addNote('old')

    const response = await api.call('PATCH', `/notes/${note.id}`, { token, json: { title: 'new' } })

    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ id: note.id, title: 'new', text: note.text })
  })

  it('deletes a note', async () => {
    const { id } = await addNote('short-lived')

    const response = await api.call('DELETE', `/notes/${id}`, { token })

    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect((await api.call('GET', `/notes/${id}`, { token })).status).toBe(404)
  })

  it('does not know a note that never was', async () => {
    const response = await api.call('GET', `/notes/${randomUUID()}`, { token })

    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ detail: 'You have no such note' })
  })

  it('refuses an id that is none', async () => {
    const response = await api.call('GET', '/notes/nope', { token })

    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ issues: [{ path: 'id' }] })
  })

  it('J-25: is 404 for everybody but its owner, whatever they do', async () => {
    const { id } = await addNote('mine')
    const stranger = await api.pool.accessTokenFor('admin@example.com')

    const read = await api.call('GET', `/notes/${id}`, { token: stranger })
    const change = await api.call('PATCH', `/notes/${id}`, { token: stranger, json: { title: 'yours' } })
    const remove = await api.call('DELETE', `/notes/${id}`, { token: stranger })

    expect([read.status, change.status, remove.status]).toEqual([404, 404, 404])
    expect(await (await api.call('GET', `/notes/${id}`, { token })).json()).toMatchObject({ title: 'mine' })
  })

  it('J-25: a machine is a principal of its own', async () => {
    const machine = await api.pool.machineTokenFor(machineClient)
    const { id } = await addNote('by a machine', machine)

    expect((await api.call('GET', `/notes/${id}`, { token: machine })).status).toBe(200)
    expect((await api.call('GET', `/notes/${id}`, { token })).status).toBe(404)
  })
})
