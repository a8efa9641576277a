import { AccountPage, AuditPage } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import { machineClient, startTestApi, type TestApi, webClient } from '../testing/test-api.ts'

for (const { name, missing, environment } of databases) {
  describe.skipIf(missing)(`on ${name}`, () => {
    let api: TestApi
    let admin: string

    beforeAll(async () => {
      api = await startTestApi(await environment())
      admin = await api.pool.accessTokenFor('admin@example.com')
    })
    afterAll(() => api?.close())

    async function readTrail(): Promise<AuditPage['items']> {
      const response = await api.call('GET', '/audit-trail?limit=100', { token: admin })
      return AuditPage.parse(await response.json()).items
    }

    describe('GET /accounts', () => {
      it('lists the accounts that were opened, page by page, for admins', async () => {
        for (const sub of ['one', 'two', 'three']) {
          const token = await api.userToken({ scope: 'profile', claims: { sub } })
          await api.call('GET', '/me', { token })
        }

        const first = AccountPage.parse(
          await (await api.call('GET', '/accounts?limit=2', { token: admin })).json(),
        )
        const rest = AccountPage.parse(
          await (
            await api.call('GET', `/accounts?limit=2&cursor=${first.nextCursor}`, { token: admin })
          ).json(),
        )

        expect([...first.items, ...rest.items].map(({ subject }) => subject)).toEqual(['three', 'two', 'one'])
        expect(rest.nextCursor).toBeNull()
        expect(Date.now() - Date.parse(first.items[0]?.createdAt ?? '')).toBeLessThan(600_000)
        expect(Object.keys(first.items[0] ?? {}).sort()).toEqual([
          'createdAt',
          'displayName',
          'email',
          'issuer',
          'subject',
        ])
      })

      it('is for admins alone, and not for machines', async () => {
        const user = await api.call('GET', '/accounts', { token: await api.userToken() })
        const machine = await api.call('GET', '/accounts', {
          token: await api.pool.machineTokenFor(machineClient),
        })

        for (const response of [user, machine]) {
          expect(response.status).toBe(403)
          expect(response.headers.get('www-authenticate')).toBeNull()
          expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:forbidden' })
        }
      })

      it.each(['/accounts', '/audit-trail'])('takes a cursor of its own making only at %s', async (path) => {
        const ask = (cursor: string) => api.call('GET', `${path}?cursor=${cursor}`, { token: admin })
        const toCursor = (position: string) => Buffer.from(JSON.stringify(position)).toString('base64url')

        for (const cursor of ['nonsense', toCursor('nonsense'), toCursor("'; drop table accounts")]) {
          const response = await ask(cursor)
          expect([cursor, response.status]).toEqual([cursor, 400])
          expect(await response.json()).toMatchObject({ issues: [{ path: 'cursor' }] })
        }
        expect((await ask(toCursor('019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b'))).status).toBe(200)
      })
    })

    describe('GET /audit-trail', () => {
      it('has what a known caller was refused, and by whom and where', async () => {
        const minutesAgo = Math.floor(Date.now() / 1000) - 600
        const claims = { sub: 'refused' }
        const token = await api.userToken({ scope: 'notes/read', claims, authTime: minutesAgo })
        const scopeless = await api.call('POST', '/notes', { token })
        const forbidden = await api.call('GET', '/accounts', { token })
        const stale = await api.call('DELETE', '/me', { token })

        const refusals = (await readTrail()).filter(({ subject }) => subject === 'refused')
        expect(refusals.map(({ id: _id, at: _at, ...entry }) => entry)).toEqual(
          [
            { endpoint: 'DELETE /me', reason: 'sign-in-too-old', response: stale },
            { endpoint: 'GET /accounts', reason: 'wrong-group', response: forbidden },
            { endpoint: 'POST /notes', reason: 'insufficient-scope', response: scopeless },
          ].map(({ response, ...entry }) => ({
            ...entry,
            act: 'refused',
            issuer: api.pool.issuer,
            subject: 'refused',
            clientId: webClient,
            requestId: response.headers.get('x-request-id'),
          })),
        )
      })

      it('is read page by page, newest first', async () => {
        for (const _ of ['one', 'two']) await api.call('GET', '/accounts', { token: admin })
        const readPage = async (cursor = '') =>
          AuditPage.parse(
            await (await api.call('GET', `/audit-trail?limit=2${cursor}`, { token: admin })).json(),
          )

        const first = await readPage()
        const second = await readPage(`&cursor=${first.nextCursor}`)

        const acts = [...first.items, ...second.items].map(({ act }) => act)
        expect(acts.slice(0, 3)).toEqual(['listAuditEntries', 'listAccounts', 'listAccounts'])
        expect(first.items).toHaveLength(2)
        expect(Date.now() - Date.parse(first.items[0]?.at ?? '')).toBeLessThan(600_000)
      })

      it('has administrative acts, reading this trail among them', async () => {
        const read = await api.call('GET', '/accounts', { token: admin })

        const acts = await readTrail()
        expect(acts[0]).toMatchObject({ act: 'listAuditEntries', endpoint: 'GET /audit-trail', reason: null })
        expect(acts.find(({ requestId }) => requestId === read.headers.get('x-request-id'))).toMatchObject({
          act: 'listAccounts',
        })
      })

      it('has who erased an account', async () => {
        const token = await api.userToken({ claims: { sub: 'erased' } })
        await api.call('DELETE', '/me', { token })

        expect((await readTrail()).find(({ subject }) => subject === 'erased')).toMatchObject({
          act: 'deleteMe',
          endpoint: 'DELETE /me',
        })
      })

      it('has who ended their sessions', async () => {
        const token = await api.userToken({ claims: { sub: 'gone' } })
        const json = { sessions: 'all' }
        const response = await api.call('POST', '/me/sessions/revoke', { token, json })

        expect((await readTrail()).filter(({ subject }) => subject === 'gone')).toMatchObject([
          {
            act: 'revokeSessions',
            endpoint: 'POST /me/sessions/revoke',
            requestId: response.headers.get('x-request-id'),
          },
        ])
      })

      it('has no strangers in it: they could fill the database', async () => {
        const before = (await readTrail()).length

        await api.call('GET', '/me', { token: 'a.b.c' })
        await api.call('GET', '/me')

        expect((await readTrail()).length).toBe(before + 1)
      })
    })
  })
}
