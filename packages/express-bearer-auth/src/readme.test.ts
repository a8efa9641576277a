import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestVerifier } from '@lifeguard/access-token/testing'
import { describe, expect, it } from 'vitest'
import { createNotesApi } from '../examples/notes-api.ts'
import { createApp } from '../examples/whole-app.ts'
import { startApp } from './testing/start-app.ts'

const folder = join(import.meta.dirname, '..')
const readme = readFileSync(join(folder, 'README.md'), 'utf8')
const examples = [...readme.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)]
const verifier = createTestVerifier()

const bearer = (claims: Record<string, unknown>) => ({
  Authorization: `Bearer ${verifier.signAccessToken(claims)}`,
})

describe('the README', () => {
  it.each(examples.map(([, file = '', code = '']) => [file, code]))(
    'shows %s as it is compiled',
    (file, code) => {
      expect(code).toBe(readFileSync(join(folder, file), 'utf8'))
    },
  )

  it('shows no code that nobody checks', () => {
    expect(examples.length).toBe(3)
    expect([...readme.matchAll(/^```ts$/gm)]).toEqual([])
  })

  it('begins with an app that works', async () => {
    const api = await startApp(createNotesApi(verifier.verify))
    const read = { scope: 'notes/read', username: 'jane' }

    expect(await api.get('/notes', bearer(read))).toMatchObject({ status: 200, body: { owner: 'jane' } })
    expect((await api.get('/notes', bearer({ ...read, scope: 'openid' }))).status).toBe(403)
    expect((await api.get('/notes')).status).toBe(401)
    await api.close()
  })

  it('ends with a whole app that works', async () => {
    let stores = 'up'
    const api = await startApp(
      createApp({
        verify: verifier.verify,
        apiUrl: 'https://api.example.com',
        issuer: verifier.issuer,
        webOrigins: ['https://app.example.com'],
        findAccount: async (subject) => {
          if (stores === 'down') throw new Error('connection refused')
          return { email: `${subject}@example.com` }
        },
      }),
    )
    const origin = { Origin: 'https://app.example.com' }

    expect(await api.get('/livez')).toMatchObject({ status: 200 })
    expect(await api.get('/greeting')).toMatchObject({ body: { hello: 'stranger' } })
    expect(await api.get('/greeting', bearer({ sub: 'jane' }))).toMatchObject({ body: { hello: 'jane' } })
    expect(await api.get('/account', bearer({ sub: 'jane' }))).toMatchObject({
      body: { email: 'jane@example.com' },
    })
    stores = 'down'
    expect((await api.get('/account', bearer({ sub: 'jane' }))).status).toBe(503)
    const refused = await api.get('/nowhere', origin)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin.Origin)
    expect(refused.headers.get('access-control-expose-headers')).toContain(
      'WWW-Authenticate,Retry-After,ETag',
    )
    expect((await api.get('/nowhere', bearer({}))).status).toBe(404)
    expect((await api.get('/.well-known/oauth-protected-resource')).status).toBe(200)
    await api.close()
  })
})
