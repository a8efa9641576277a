import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { ask, createApp, getThing } from '../testing/doors.ts'

const addThings = {
  ...getThing,
  method: 'POST',
  query: z.object({ limit: z.optional(z.string()) }),
  body: z.strictObject({ things: z.array(z.object({ id: z.string() })) }),
} as const

describe('a request', () => {
  const app = createApp(({ mount }) => mount(addThings, ({ params }) => params))
  const post = async (query: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return await (await ask(app, `/things/7${query}`, init)).json()
  }

  it('is told in English, and by its path, what of it does not fit', async () => {
    expect(await post('', { things: [{ id: '1' }, { id: 2 }] })).toMatchObject({
      type: 'urn:lifeguard:problem:invalid-body',
      issues: [{ path: 'things.1.id', message: 'Invalid input: expected string, received number' }],
    })
    expect(await post('', { things: [{ id: '1' }] })).toEqual({ id: '7' })
  })

  it('P-19: has every parameter once, those that nobody reads too', async () => {
    expect(await post('?limit=1&x=1&limit=2&limit=2&x=', { things: [] })).toMatchObject({
      type: 'urn:lifeguard:problem:invalid-parameters',
      issues: [
        { path: 'limit', message: 'Give this parameter once' },
        { path: 'x', message: 'Give this parameter once' },
      ],
    })
    expect(await post('?limit=1&x=1', { things: [] })).toEqual({ id: '7' })
  })
})
