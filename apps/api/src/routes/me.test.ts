import { Me, NotePage } from '@lifeguard/api-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import { machineClient, startTestApi, type TestApi, webClient } from '../testing/test-api.ts'

for (const { name, missing, environment } of databases) {
  describe.skipIf(missing)(`on ${name}`, () => {
    let api: TestApi

    beforeAll(async () => {
      api = await startTestApi(await environment())
    })
    afterAll(() => api?.close())

    async function getMe(token: string): Promise<Me> {
      const response = await api.call('GET', '/me', { token })
      expect(response.status).toBe(200)
      return Me.parse(await response.json())
    }

    describe('GET /me', () => {
      it('tells a person who the API thinks they are', async () => {
        const authTime = Math.floor(Date.now() / 1000) - 60
        const exp = authTime + 960
        const token = await api.pool.accessTokenFor('admin@example.com', { authTime, claims: { exp } })

        expect(await getMe(token)).toEqual({
          kind: 'user',
          issuer: api.pool.issuer,
          subject: expect.stringMatching(/^[\da-f-]{36}$/),
          clientId: webClient,
          scopes: ['openid', 'email', 'profile', 'notes/read', 'notes/write'],
          groups: ['admins'],
          authTime: new Date(authTime * 1000).toISOString(),
          expiresAt: new Date(exp * 1000).toISOString(),
          email: 'admin@example.com',
          displayName: null,
        })
      })

      it('J-08: is for tokens that name this API as their audience, or none', async () => {
        const statusFor = async (aud: unknown) =>
          (
            await api.call('GET', '/me', {
              token: await api.pool.accessTokenFor('admin@example.com', { claims: { aud } }),
            })
          ).status

        expect(await statusFor(undefined)).toBe(200)
        expect(await statusFor(api.url)).toBe(200)
        expect(await statusFor('https://other.example')).toBe(401)
      })

      it('tells a machine who it is, without what only people have', async () => {
        const me = await getMe(await api.pool.machineTokenFor(machineClient, { scope: 'notes/read' }))

        expect(me).toMatchObject({ kind: 'machine', subject: machineClient, scopes: ['notes/read'] })
        expect(me).toMatchObject({ groups: null, authTime: null, email: null })
      })

      it('needs no scope, and without openid knows no e-mail address', async () => {
        const me = await getMe(await api.userToken({ scope: 'notes/read' }))

        expect(me).toMatchObject({ kind: 'user', email: null, groups: [] })
      })

      it('J-23: knows people by issuer and subject, not by the name in their token', async () => {
        const one = await getMe(await api.userToken())
        const renamed = await getMe(await api.userToken({ claims: { username: 'admin' } }))

        expect(renamed.subject).toBe(one.subject)
      })

      it('J-23: shows nothing to who has the same name in their token', async () => {
        const claims = { username: 'jane', sub: 'jane-of-2020' }
        const [jane, renamed, namesake] = [
          await api.userToken({ claims }),
          await api.userToken({ claims: { ...claims, username: 'jane-doe' } }),
          await api.userToken({ claims: { ...claims, sub: 'jane-of-2026' } }),
        ]
        await api.call('POST', '/notes', { token: jane, json: { title: 'diary', text: '' } })
        await api.call('PATCH', '/me', { token: jane, json: { displayName: 'Jane' } })
        const seenBy = async (token: string) => {
          const { items } = NotePage.parse(await (await api.call('GET', '/notes', { token })).json())
          return [(await getMe(token)).displayName, ...items.map(({ title }) => title)]
        }

        expect(await seenBy(jane)).toEqual(['Jane', 'diary'])
        expect(await seenBy(renamed)).toEqual(['Jane', 'diary'])
        expect(await seenBy(namesake)).toEqual([null])
      })

      it('is 503 while the pool cannot be asked for the e-mail address, and nothing else is', async () => {
        const cutOff = await startTestApi({ COGNITO_DOMAIN: 'http://127.0.0.1:1' })
        const token = await cutOff.userToken()

        const me = await cutOff.call('GET', '/me', { token })
        const notes = await cutOff.call('GET', '/notes', { token })
        const machine = await cutOff.call('GET', '/me', {
          token: await cutOff.pool.machineTokenFor(machineClient),
        })
        await cutOff.close()

        expect([me.status, notes.status, machine.status]).toEqual([503, 200, 200])
        expect(me.headers.get('retry-after')).toBe('5')
        expect(me.headers.get('www-authenticate')).toBeNull()
      })
    })

    describe('PATCH /me', () => {
      it('keeps the name that a person chose', async () => {
        const token = await api.userToken()

        const response = await api.call('PATCH', '/me', { token, json: { displayName: ' Uma ' } })

        expect(response.status).toBe(200)
        expect(await response.json()).toMatchObject({ displayName: 'Uma', email: 'user@example.com' })
        expect(await getMe(token)).toMatchObject({ displayName: 'Uma' })
        await api.call('PATCH', '/me', { token, json: { displayName: null } })
        expect(await getMe(token)).toMatchObject({ displayName: null })
      })

      it('P-06: changes nothing else', async () => {
        const token = await api.userToken()
        for (const member of ['email', 'groups', 'subject', 'kind']) {
          const response = await api.call('PATCH', '/me', {
            token,
            json: { displayName: 'x', [member]: 'admins' },
          })
          expect([member, response.status]).toEqual([member, 422])
        }
        expect(await getMe(token)).toMatchObject({ displayName: null, groups: [], email: 'user@example.com' })
      })

      it('is for people', async () => {
        const token = await api.pool.machineTokenFor(machineClient)

        const response = await api.call('PATCH', '/me', { token, json: { displayName: 'robot' } })

        expect(response.status).toBe(403)
        expect(response.headers.get('www-authenticate')).toBeNull()
      })
    })

    describe('DELETE /me', () => {
      const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60

      it('asks for a recent sign-in first', async () => {
        const token = await api.userToken({ authTime: minutesAgo(6) })

        const response = await api.call('DELETE', '/me', { token })

        expect(response.status).toBe(401)
        expect(response.headers.get('www-authenticate')).toContain('error="insufficient_user_authentication"')
        expect(response.headers.get('www-authenticate')).toContain('max_age="300"')
        expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:sign-in-too-old' })
      })

      it('erases account and notes, and nobody else’s', async () => {
        const token = await api.userToken({ authTime: minutesAgo(4) })
        const bystander = await api.pool.accessTokenFor('admin@example.com')
        const note = { title: 't', text: '' }
        await api.call('PATCH', '/me', { token, json: { displayName: 'Uma' } })
        const post = async () => {
          const added = await api.call('POST', '/notes', {
            token,
            json: note,
            headers: { 'idempotency-key': 'k' },
          })
          return added.headers.get('location')
        }
        const erased = await post()
        expect(await post()).toBe(erased)
        await api.call('POST', '/notes', { token: bystander, json: note })

        const response = await api.call('DELETE', '/me', { token })

        expect(response.status).toBe(204)
        expect(await getMe(token)).toMatchObject({ displayName: null })
        expect(await (await api.call('GET', '/notes', { token })).json()).toMatchObject({ items: [] })
        expect(await (await api.call('GET', '/notes', { token: bystander })).json()).toMatchObject({
          items: [note],
        })
        // Nothing is left of what it was told under its key.
        expect(await post()).not.toBe(erased)
      })
    })
  })
}
