import { once } from 'node:events'
import { Readable } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { noNotes, type StartedApp, startApp } from './start-app.ts'

describe('P-14: an error in a handler', () => {
  let api: StartedApp
  afterEach(() => api.close())

  it.each([
    ['rejected', () => Promise.reject(new Error('broken'))],
    [
      'thrown',
      () => {
        throw new Error('broken')
      },
    ],
    [
      'of a stream',
      async () => {
        await once(Readable.from([]).destroy(new Error('broken')), 'end')
        return { items: [], next: null }
      },
    ],
    ['that is no Error', () => Promise.reject('broken')],
  ])('%s is answered 500, and the next request as ever', async (_, list) => {
    api = await startApp({ notes: { ...noNotes, list } })
    const headers = { authorization: 'Bearer good.token' }

    const failed = await fetch(`${api.url}/notes`, { headers })
    const next = await fetch(`${api.url}/me`, { headers })

    expect(failed.status).toBe(500)
    expect(await failed.json()).toMatchObject({ type: 'urn:lifeguard:problem:internal', status: 500 })
    expect(next.status).toBe(200)
    expect(api.entries('failed')).toHaveLength(1)
  })
})
