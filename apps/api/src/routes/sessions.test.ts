import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createPostgresDatabase, databases } from '../testing/databases.ts'
import { machineClient, startTestApi, type TestApi } from '../testing/test-api.ts'

for (const { name, missing, environment } of databases) {
  describe.skipIf(missing)(`on ${name}`, () => {
    let api: TestApi
    let database: { DATABASE_URL?: string }
    beforeAll(async () => {
      database = await environment()
      api = await startTestApi({ ...database })
    })
    afterAll(() => api?.close())

    const minutesAgo = (minutes: number) => Math.floor(Date.now() / 1000) - minutes * 60

    function revoke(token: string, sessions: 'this' | 'all', until?: Date | string): Promise<Response> {
      return api.call('POST', '/me/sessions/revoke', { token, json: { sessions, signedInUntil: until } })
    }

    async function statusOf(token: string): Promise<number> {
      return (await api.call('GET', '/me', { token })).status
    }

    describe('POST /me/sessions/revoke', () => {
      it('ends this session at once, and leaves the others', async () => {
        const person = { claims: { sub: 'one' } }
        const [phone, laptop] = [await api.userToken(person), await api.userToken(person)]
        expect(await statusOf(phone)).toBe(200)

        const response = await revoke(phone, 'this')

        expect(response.status).toBe(204)
        expect([await statusOf(phone), await statusOf(laptop)]).toEqual([401, 200])
        const refused = await api.call('GET', '/me', { token: phone })
        expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
      })

      it('ends all sessions that have begun, and none that begin afterwards', async () => {
        const person = (authTime: number) => ({ authTime, claims: { sub: 'two' } })
        const [old, recent] = [
          await api.userToken(person(minutesAgo(50))),
          await api.userToken(person(minutesAgo(5))),
        ]
        const bystander = await api.userToken({ claims: { sub: 'three' } })

        const response = await revoke(recent, 'all')

        const afterwards = await api.userToken(person(minutesAgo(-0.1)))
        expect(response.status).toBe(204)
        expect([await statusOf(old), await statusOf(recent)]).toEqual([401, 401])
        expect([await statusOf(afterwards), await statusOf(bystander)]).toEqual([200, 200])
      })

      it('ends all sessions that began until a moment, and leaves those that began later', async () => {
        const person = (authTime: number) => ({ authTime, claims: { sub: 'five' } })
        const before = await api.userToken(person(minutesAgo(50)))
        const after = await api.userToken(person(minutesAgo(5)))
        expect([await statusOf(before), await statusOf(after)]).toEqual([200, 200])

        const response = await revoke(after, 'all', new Date(minutesAgo(30) * 1000))

        expect(response.status).toBe(204)
        expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200])
      })

      it('takes the moment in any time zone, as RFC 3339 has it', async () => {
        const person = (authTime: number) => ({ authTime, claims: { sub: 'eight' } })
        const before = await api.userToken(person(minutesAgo(50)))
        const after = await api.userToken(person(minutesAgo(5)))
        // What a clock shows two hours east of UTC.
        const shown = new Date((minutesAgo(30) + 7_200) * 1000).toISOString()

        const response = await revoke(after, 'all', shown.replace('Z', '+02:00'))

        expect(response.status).toBe(204)
        expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200])
      })

      it.each([
        ['all', minutesAgo(-5), 'Name a moment that has passed'],
        ['this', minutesAgo(5), 'This goes with "all" alone'],
      ] as const)('refuses a moment that makes no sense with %s', async (sessions, moment, message) => {
        const token = await api.userToken({ claims: { sub: 'six' } })

        const response = await revoke(token, sessions, new Date(moment * 1000))

        expect(response.status).toBe(422)
        expect(await response.json()).toMatchObject({ issues: [{ path: 'signedInUntil', message }] })
        expect(await statusOf(token)).toBe(200)
      })

      // A folder of PGlite belongs to one instance.
      if (name !== 'PGlite')
        it('ends it on the other instances too, two seconds later', async () => {
          const { issuer, domain } = api.pool
          const other = await startTestApi({ ...database, COGNITO_ISSUER: issuer, COGNITO_DOMAIN: domain })
          const person = { claims: { sub: 'seven' } }
          const [phone, laptop] = [await api.userToken(person), await api.userToken(person)]
          const seenThere = async () =>
            Promise.all(
              [phone, laptop].map(async (token) => (await other.call('GET', '/me', { token })).status),
            )
          expect(await seenThere()).toEqual([200, 200])

          expect((await revoke(phone, 'this')).status).toBe(204)

          await expect.poll(seenThere).toEqual([401, 200])
          await other.close()
        })

      it('cannot tell the session of a token that names none', async () => {
        const token = await api.userToken({ claims: { sub: 'four', origin_jti: undefined } })

        const response = await revoke(token, 'this')

        expect(response.status).toBe(422)
        expect(await response.json()).toMatchObject({ issues: [{ path: 'sessions' }] })
        expect(await statusOf(token)).toBe(200)
      })

      it('is for people', async () => {
        expect((await revoke(await api.pool.machineTokenFor(machineClient), 'all')).status).toBe(403)
      })
    })
  })
}

describe.skipIf(inject('postgresServer') === null)('what a revoked session leaves behind', () => {
  it('outlives every token that the pool could still issue for it', async () => {
    const databaseUrl = await createPostgresDatabase()
    const api = await startTestApi({ DATABASE_URL: databaseUrl, REFRESH_TOKEN_DAYS: '7' })
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      const token = await api.userToken()
      await api.call('POST', '/me/sessions/revoke', { token, json: { sessions: 'this' } })

      // A refresh token of seven days, and an access token of one.
      const { rows } = await client.query(
        'select round(extract(epoch from until - added_at) / 86400) as days from denied_tokens',
      )
      expect(rows).toEqual([{ days: '8' }])
    } finally {
      await client.end()
      await api.close()
    }
  })
})
