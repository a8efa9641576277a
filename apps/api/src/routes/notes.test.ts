import { randomUUID } from 'node:crypto'
import { Note, NotePage, NoteSort } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import { sendRaw } from '../testing/raw-request.ts'
import { machineClient, startTestApi, type TestApi } from '../testing/test-api.ts'

for (const { name, missing, environment } of databases) {
  describe.skipIf(missing)(`on ${name}`, () => {
    let api: TestApi
    let token: string

    beforeAll(async () => {
      api = await startTestApi(await environment())
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

        const note = JSON.parse(await response.text())
        expect(response.status).toBe(201)
        expect(response.headers.get('location')).toBe(`/notes/${note.id}`)
        expect(note).toEqual({
          id: expect.any(String),
          title: 'Milk',
          text: 'two',
          tags: [],
          archived: false,
          version: 1,
          createdAt: expect.any(String),
          updatedAt: note.createdAt,
        })
        expect(response.headers.get('etag')).toBe('"1"')
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
        for (const extra of [
          'owner',
          'role',
          'issuer',
          'subject',
          'id',
          'version',
          '__proto__',
          'constructor',
        ]) {
          const body = `{"title":"t","text":"t","${extra}":{"prototype":{"admin":true}}}`
          const response = await api.call('POST', '/notes', {
            token,
            body,
            headers: { 'content-type': 'application/json' },
          })

          expect([extra, response.status]).toEqual([extra, 422])
          expect(JSON.stringify(await response.json())).toContain(extra)
        }
        expect({}).not.toHaveProperty('admin')
      })

      it('P-06: lets nobody change what is not theirs to change', async () => {
        const note = await addNote('mine')
        const change = (json: object) => api.call('PATCH', `/notes/${note.id}`, { token, json })

        for (const extra of ['owner', 'issuer', 'subject', 'id', 'version', 'createdAt', 'role']) {
          const response = await change({ title: 'changed', [extra]: 'x' })

          expect([extra, response.status]).toEqual([extra, 422])
          expect(JSON.stringify(await response.json())).toContain(extra)
        }
        expect(await (await api.call('GET', `/notes/${note.id}`, { token })).json()).toEqual(note)
        expect((await change({ title: 'changed' })).status).toBe(200)
      })
    })

    describe('Idempotency-Key', () => {
      const post = (key: string, title: string) =>
        api.call('POST', '/notes', { token, json: { title, text: '' }, headers: { 'idempotency-key': key } })

      it('adds a note once, however often it is sent', async () => {
        const [first, second] = [await post('key-1', 'once'), await post('key-1', 'once')]

        expect([first.status, second.status]).toEqual([201, 201])
        expect(second.headers.get('location')).toBe(first.headers.get('location'))
        expect(second.headers.get('etag')).toBe('"1"')
        expect(await second.json()).toEqual(await first.json())
      })

      it('refuses the key of another note', async () => {
        await post('key-2', 'one')
        const response = await post('key-2', 'another')

        expect(response.status).toBe(422)
        expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:idempotency-key-reused' })
      })

      it('refuses what is no key', async () => {
        const response = await post('with space', 'x')

        expect(response.status).toBe(400)
        expect(await response.json()).toMatchObject({
          title: 'A parameter does not fit',
          issues: [{ path: 'Idempotency-Key' }],
        })
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

      it('searches, filters and sorts', async () => {
        const owner = await api.pool.machineTokenFor(machineClient)
        for (const [title, tag] of [
          ['Beta', 'x'],
          ['alpha', 'x'],
          ['gamma', 'y'],
        ]) {
          await api.call('POST', '/notes', { token: owner, json: { title, text: 'Words', tags: [tag] } })
        }
        const titles = async (query: string) => {
          const page = NotePage.parse(
            await (await api.call('GET', `/notes?${query}`, { token: owner })).json(),
          )
          return page.items.map(({ title }) => title)
        }

        expect(await titles('tag=x&sort=title')).toEqual(['alpha', 'Beta'])
        expect(await titles('search=MM')).toEqual(['gamma'])
        expect(await titles('archived=true')).toEqual([])
        expect(await titles('archived=any&sort=createdAt')).toEqual(['Beta', 'alpha', 'gamma'])
      })

      it.each(NoteSort.options)('goes on by %s after the longest title', async (sort) => {
        const owner = await api.userToken({ claims: { sub: `pages by ${sort}` } })
        // Six bytes each in a cursor, the most that a character takes.
        for (const end of ['a', 'b']) await addNote('\u0001'.repeat(199) + end, owner)
        const pageAfter = async (cursor: string) =>
          NotePage.parse(
            await (await api.call('GET', `/notes?limit=1&sort=${sort}${cursor}`, { token: owner })).json(),
          )

        const first = await pageAfter('')
        const second = await pageAfter(`&cursor=${first.nextCursor}`)

        const [before, after] = sort.startsWith('-') ? ['b', 'a'] : ['a', 'b']
        expect([first, second].map(({ items }) => items[0]?.title.at(-1))).toEqual([before, after])
        expect(second.nextCursor).toBeNull()
      })

      it('takes a cursor for the order alone that it was made in', async () => {
        for (const title of ['1', '2']) await addNote(title)
        const page = NotePage.parse(
          await (await api.call('GET', '/notes?limit=1&sort=title', { token })).json(),
        )

        const statuses = []
        for (const sort of ['updatedAt', '-title', 'title']) {
          const path = `/notes?cursor=${page.nextCursor}&sort=${sort}`
          statuses.push((await api.call('GET', path, { token })).status)
        }

        expect(statuses).toEqual([400, 400, 200])
      })

      it('takes a cursor behind the longest title that becomes longer in lower case', async () => {
        const key = 'İ'.repeat(200).toLowerCase()
        const cursor = Buffer.from(JSON.stringify({ sort: 'title', key, id: randomUUID() })).toString(
          'base64url',
        )

        const response = await api.call('GET', `/notes?sort=title&cursor=${cursor}`, { token })

        expect([key.length, response.status]).toEqual([400, 200])
      })

      it.each([
        ['-updatedAt', { sort: '-updatedAt', key: 'nonsense', id: randomUUID() }],
        ['-updatedAt', { sort: '-updatedAt', key: '0000-01-01T00:00:00Z', id: randomUUID() }],
        [
          'updatedAt',
          { sort: 'updatedAt', key: `2026-11-22T08:00:00.${'0'.repeat(160)}Z`, id: randomUUID() },
        ],
        ['updatedAt', { sort: 'updatedAt', key: '2026-11-22', id: randomUUID() }],
        ['title', { sort: 'title', key: '\0', id: randomUUID() }],
        ['title', { sort: 'title', key: 'a', id: randomUUID(), owner: 'me' }],
        ['title', { sort: 'title', key: 1, id: randomUUID() }],
        ['title', { sort: 'title', key: 'a', id: "'; drop table notes" }],
        ['title', null],
      ])('refuses a cursor by %s that somebody made up: %j', async (sort, position) => {
        const cursor = Buffer.from(JSON.stringify(position)).toString('base64url')

        const response = await api.call('GET', `/notes?sort=${sort}&cursor=${cursor}`, { token })

        expect(response.status).toBe(400)
        expect(await response.json()).toMatchObject({ issues: [{ path: 'cursor' }] })
      })

      it.each([
        'sort=size',
        'archived=yes',
        'search=',
        'search=%00',
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

      it('names the version of a note, and knows when a caller has it already', async () => {
        const { id } = await addNote('versioned')

        const first = await api.call('GET', `/notes/${id}`, { token })
        // Not by fetch, which asks past every cache when it is given a condition.
        const again = await sendRaw(
          api.url,
          `GET /notes/${id} HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer ${token}\r\nIf-None-Match: "1"\r\nConnection: close\r\n\r\n`,
        )
        const changed = await api.call('PATCH', `/notes/${id}`, { token, json: { archived: true } })

        expect(first.headers.get('etag')).toBe('"1"')
        expect(await first.json()).toMatchObject({ version: 1 })
        expect(again).toMatch(/^HTTP\/1\.1 304 /)
        expect(changed.headers.get('etag')).toBe('"2"')
        expect(await changed.json()).toMatchObject({ version: 2 })
      })

      it('changes and deletes only the version that the caller has seen', async () => {
        const { id } = await addNote('contended')
        const ifMatch = (etag: string) => ({ token, headers: { 'if-match': etag } })
        const patch = (etag: string) =>
          api.call('PATCH', `/notes/${id}`, { ...ifMatch(etag), json: { title: 'x' } })

        const fresh = await patch('"1"')
        const stale = await patch('"1"')
        const weak = await patch('W/"2"')
        const malformed = await patch('2')
        const staleDelete = await api.call('DELETE', `/notes/${id}`, ifMatch('"1"'))
        const listed = await patch('"1", "2"')
        const anyVersion = await api.call('DELETE', `/notes/${id}`, ifMatch('*'))
        const gone = await api.call('DELETE', `/notes/${id}`, ifMatch('"3"'))

        expect(
          [fresh, stale, weak, malformed, staleDelete, listed, anyVersion, gone].map(({ status }) => status),
        ).toEqual([200, 412, 412, 400, 412, 200, 204, 404])
        expect(await stale.json()).toMatchObject({
          type: 'urn:lifeguard:problem:stale-version',
          detail: 'Read the note again and repeat the change',
        })
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
        expect(await (await api.call('GET', `/notes/${id}`, { token })).json()).toMatchObject({
          title: 'mine',
        })
      })

      it('J-25: a machine is a principal of its own', async () => {
        const machine = await api.pool.machineTokenFor(machineClient)
        const { id } = await addNote('by a machine', machine)

        expect((await api.call('GET', `/notes/${id}`, { token: machine })).status).toBe(200)
        expect((await api.call('GET', `/notes/${id}`, { token })).status).toBe(404)
      })
    })

    describe('GET /exports/notes', () => {
      it('streams every note, one a line, oldest first', async () => {
        const owner = await api.pool.accessTokenFor('admin@example.com', { claims: { sub: 'exporter' } })
        await addNote('first', owner)
        await api.call('POST', '/notes', {
          token: owner,
          json: { title: 'second', text: '\n', archived: true },
        })

        const response = await api.call('GET', '/exports/notes', { token: owner })

        const lines = (await response.text()).split('\n')
        expect(response.status).toBe(200)
        expect(response.headers.get('content-type')).toBe('application/x-ndjson')
        expect(lines.pop()).toBe('')
        expect(lines.map((line) => Note.parse(JSON.parse(line)).title)).toEqual(['first', 'second'])
      })

      it('is empty for a caller without notes', async () => {
        const nobody = await api.userToken({ claims: { sub: 'nobody' } })

        const response = await api.call('GET', '/exports/notes', { token: nobody })

        expect([response.status, await response.text()]).toEqual([200, ''])
      })
    })
  })
}
