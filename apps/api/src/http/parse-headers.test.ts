import type { Express } from 'express'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { ask, askRaw, createApp, getThing } from '../testing/doors.ts'

describe('If-Match', () => {
  const answer = { status: 200, body: z.object({ expected: z.nullable(z.array(z.number())) }) } as const

  function createVersionedApp(precondition: 'optional' | 'required'): Express {
    return createApp(({ mount }) =>
      mount({ ...getThing, precondition, answer }, ({ expected }) => ({
        expected: expected?.slice() ?? null,
      })),
    )
  }
  const app = createVersionedApp('optional')
  const given = async (ifMatch: string) =>
    await (await ask(app, '/things/7', { headers: { 'if-match': ifMatch } })).json()

  it('is asked for where the contract requires it', async () => {
    const strict = createVersionedApp('required')

    const without = await ask(strict, '/things/7')
    const withTag = await ask(strict, '/things/7', { headers: { 'if-match': '"3", "other"' } })

    expect(without.status).toBe(428)
    expect(await without.json()).toMatchObject({ type: 'urn:lifeguard:problem:version-required' })
    expect(await withTag.json()).toEqual({ expected: [3] })
    expect(await (await ask(app, '/things/7')).json()).toEqual({ expected: null })
  })

  it('names versions by our own strong tags, character for character', async () => {
    expect(await given('"1"')).toEqual({ expected: [1] })
    expect(await given(' "1" ,"20"')).toEqual({ expected: [1, 20] })
    expect(await given('"1,2", "3"')).toEqual({ expected: [3] })
    expect(await given('*')).toEqual({ expected: null })
    for (const other of ['W/"1"', '"01"', '"0"', '"1.0"', '"-1"', '""', '"other"', '"9999999999"', '"1,2"']) {
      expect([other, await given(other)]).toEqual([other, { expected: [] }])
    }
  })

  it.each(['1', '"1', '1"', '"1", 2', 'w/"1"', '"1" "2"', '*, "1"'])('is refused as %s', async (header) => {
    expect(await given(header)).toMatchObject({
      type: 'urn:lifeguard:problem:invalid-parameters',
      issues: [{ path: 'If-Match', message: 'Send back the ETag of the answer, with its quotes' }],
    })
  })
})

describe('Idempotency-Key', () => {
  const app = createApp(({ mount }) =>
    mount({ ...getThing, idempotent: true }, ({ idempotencyKey }) => ({ id: idempotencyKey ?? 'none' })),
  )
  const refusal = expect.stringContaining('"issues":[{"path":"Idempotency-Key"')

  it('is 1 to 200 visible characters', async () => {
    const given = async (key: string) =>
      await (await ask(app, '/things/7', { headers: { 'idempotency-key': key } })).text()
    const longest = '~'.repeat(200)

    expect(await (await ask(app, '/things/7')).text()).toBe('{"id":"none"}')
    expect(await given(longest)).toBe(`{"id":"${longest}"}`)
    for (const bad of ['', `${longest}~`, 'a b', 'a\tb', 'é']) {
      expect([bad, await given(bad)]).toEqual([bad, refusal])
    }
  })

  it('comes once', async () => {
    const twice = await askRaw(app, 'GET /things/7 HTTP/1.1', 'Idempotency-Key: a', 'Idempotency-Key: b')

    expect(twice).toEqual(refusal)
  })
})
