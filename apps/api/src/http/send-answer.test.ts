import { describe, expect, it } from 'vitest'
import { ask, askRaw, createApp, getThing } from '../testing/doors.ts'

const versioned = { ...getThing, answer: { ...getThing.answer, etag: true } } as const

describe('an answer', () => {
  it('keeps back what the contract does not name', async () => {
    const secretive = { id: '7', owner: 's3cr3t' }
    const app = createApp(({ mount }) => mount(getThing, () => secretive))

    expect(await (await ask(app, '/things/7')).json()).toEqual({ id: '7' })
  })

  it('keeps it back in every line of a stream', async () => {
    const stream = { ...getThing, answer: { ...getThing.answer, type: 'application/x-ndjson' } } as const
    const app = createApp(({ mount }) =>
      mount(stream, async function* () {
        yield { id: '7', owner: 's3cr3t' }
        yield { id: '8', owner: 's3cr3t' }
      }),
    )

    expect(await (await ask(app, '/things/7')).text()).toBe('{"id":"7"}\n{"id":"8"}\n')
  })

  it('reads no further than the first line where nobody asks for the body', async () => {
    const stream = { ...getThing, answer: { ...getThing.answer, type: 'application/x-ndjson' } } as const
    const read: string[] = []
    const app = createApp(({ mount }) =>
      mount(stream, async function* () {
        for (const id of ['7', '8']) {
          read.push(id)
          yield { id }
        }
      }),
    )

    const [head = '', body] = (await askRaw(app, 'HEAD /things/7 HTTP/1.1')).split('\r\n\r\n')
    expect([body, read]).toEqual(['', ['7']])
    expect(head).toMatch(/^HTTP\/1.1 200 .*Content-Type: application\/x-ndjson/s)

    await (await ask(app, '/things/7')).text()
    expect(read).toEqual(['7', '7', '8'])
  })

  it('P-14: is a failure where it does not fit, or has no version to name', async () => {
    // What handlers without types could return.
    const misfit: { id: string } = JSON.parse('{"id":7}')
    const versionless: { id: string; version: number } = JSON.parse('{"id":"7"}')
    const lines: string[] = []
    const write = (line: string) => void lines.push(line)
    const misfitting = createApp(({ mount }) => mount(getThing, () => misfit), { write })
    const unversioned = createApp(({ mount }) => mount(versioned, () => versionless), { write })

    expect((await ask(misfitting, '/things/7')).status).toBe(500)
    expect((await ask(unversioned, '/things/7')).status).toBe(500)
    expect(lines).toEqual([
      expect.stringContaining('"Cannot answer getThing: the answer does not fit the contract"'),
      expect.stringContaining('"Cannot name the version of an answer: it has none"'),
    ])
  })

  it('says where the new thing is, as a URL', async () => {
    const add = { ...getThing, answer: { ...getThing.answer, location: '/things/{id}' } } as const
    const app = createApp(({ mount }) => mount(add, ({ params }) => params))

    expect((await ask(app, '/things/a%2Fb%20%3F')).headers.get('location')).toBe('/things/a%2Fb%20%3F')
  })

  it('is left out where the caller has this version, and no other', async () => {
    const app = createApp(({ mount }) => mount(versioned, () => ({ id: '7', version: 2 })))
    const given = (etag: string) => askRaw(app, 'GET /things/7 HTTP/1.1', `If-None-Match: ${etag}`)

    for (const same of ['"2"', 'W/"2"', '"1", "2"', '*']) {
      const [head = '', body] = (await given(same)).split('\r\n\r\n')
      expect(head, same).toMatch(/^HTTP\/1\.1 304 /)
      expect(head, same).toContain('\r\nETag: "2"')
      expect(body, same).toBe('')
    }
    expect(await given('"1"')).toMatch(/^HTTP\/1\.1 200 .*\{"id":"7"\}$/s)
  })

  it('has the same headers when only they are asked for', async () => {
    const app = createApp(({ mount }) => mount(getThing, () => ({ id: 'é' })))
    const [get = '', body] = (await askRaw(app, 'GET /things/7 HTTP/1.1')).split('\r\n\r\n')
    const [head = '', nothing] = (await askRaw(app, 'HEAD /things/7 HTTP/1.1')).split('\r\n\r\n')

    for (const headers of [get, head]) {
      expect(headers).toContain('\r\nContent-Type: application/json; charset=utf-8\r\n')
      expect(headers).toContain(`\r\nContent-Length: ${Buffer.byteLength('{"id":"é"}')}\r\n`)
    }
    expect([body, nothing]).toEqual(['{"id":"é"}', ''])
  })
})
