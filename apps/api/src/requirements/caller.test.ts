import { afterAll, beforeAll, expect, it } from 'vitest'
import { machineClient, startTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.close())

it('a machine gets a token with its secret, writes a note and reads it back', async () => {
  const answer = await fetch(`${api.pool.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${machineClient}:local-machine-secret`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'notes/read notes/write' }),
  })
  const { access_token: token } = JSON.parse(await answer.text())
  const authorization = `Bearer ${token}`

  const created = await fetch(`${api.url}/notes`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Nightly import', text: '42 rows' }),
  })
  const location = created.headers.get('location') ?? ''
  const read = await fetch(new URL(location, api.url), { headers: { authorization } })

  expect(created.status).toBe(201)
  expect(await read.json()).toMatchObject({ title: 'Nightly import', text: '42 rows' })
})
