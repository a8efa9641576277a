import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NoteRecord } from '../../src/data/notes.ts'
import { openSocket, statusesOf } from './raw.ts'
import { noNotes, type StartedApp, startApp } from './start-app.ts'

describe('GET /exports/notes', () => {
  let api: StartedApp
  afterEach(() => api.close())

  const note: NoteRecord = {
    id: '019a1b2c-3d4e-7f60-8a9b-0c1d2e3f4a5b',
    title: 'one of many',
    text: '',
    tags: [],
    archived: false,
    version: 1,
    createdAt: '2026-11-22T08:00:00.000Z',
    updatedAt: '2026-11-22T08:00:00.000Z',
  }

  async function start(stream: () => AsyncGenerator<NoteRecord>): Promise<void> {
    api = await startApp({ notes: { ...noNotes, stream } })
  }
  const exportNotes = () =>
    fetch(`${api.url}/exports/notes`, { headers: { authorization: 'Bearer good.token' } })

  it('sends what was read while the rest is still to come', async () => {
    const rest = Promise.withResolvers<void>()
    await start(async function* () {
      yield note
      await rest.promise
      yield note
    })

    const lines = (await exportNotes()).body?.pipeThrough(new TextDecoderStream()).getReader()
    const first = await lines?.read()
    rest.resolve()
    const second = await lines?.read()

    expect([first?.value, second?.value].map((line) => JSON.parse(line ?? ''))).toMatchObject([
      { title: 'one of many' },
      { title: 'one of many' },
    ])
    expect(await lines?.read()).toMatchObject({ done: true })
  })

  it('breaks off where reading fails, so that nobody takes a part for the whole', async () => {
    await start(async function* () {
      yield note
      throw new Error('broken')
    })

    const response = await exportNotes()

    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('terminated')
    await vi.waitUntil(() => api.entries('failed').length === 1, 20_000)
    expect((await fetch(`${api.url}/livez`)).status).toBe(200)
  })

  it('reads no further for a caller who has gone away, which is nobody’s failure', async () => {
    const stopped = Promise.withResolvers<void>()
    await start(async function* () {
      try {
        while (true) yield note
      } finally {
        stopped.resolve()
      }
    })
    const impatient = new AbortController()
    const { body } = await fetch(`${api.url}/exports/notes`, {
      headers: { authorization: 'Bearer good.token' },
      signal: impatient.signal,
    })
    await body?.getReader().read()

    impatient.abort()

    await stopped.promise
    await vi.waitUntil(() => api.entries('request').length === 1, 20_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(api.entries('request')).toMatchObject([{ status: 200, aborted: true }])
    expect(api.entries('failed')).toEqual([])
  })

  it('sends nothing to a caller who has gone away before the first note, and is no failure either', async () => {
    const [asked, first] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const stopped = vi.fn()
    await start(async function* () {
      try {
        asked.resolve()
        await first.promise
        yield note
      } finally {
        stopped()
      }
    })
    const socket = await openSocket(api.url)
    socket.write('GET /exports/notes HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer good.token\r\n\r\n')
    await asked.promise

    socket.destroy()
    await vi.waitUntil(() => api.entries('request').length === 1, 20_000)
    first.resolve()

    await vi.waitUntil(() => stopped.mock.calls.length === 1, 5_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(api.entries('request')).toMatchObject([{ status: 200, aborted: true }])
    expect(api.entries('failed')).toEqual([])
  })

  it('E-02: puts no other answer into this one when the caller sends garbage meanwhile', async () => {
    await start(async function* () {
      yield note
      await new Promise(() => undefined)
    })
    const socket = await openSocket(api.url)
    socket.write('GET /exports/notes HTTP/1.1\r\nHost: api\r\nAuthorization: Bearer good.token\r\n\r\n')
    const [begun] = await once(socket, 'data')

    socket.write('GARBAGE\r\n\r\n')
    const rest = await text(socket).catch(() => '')

    expect(statusesOf(`${begun}${rest}`)).toEqual([200])
    expect(`${begun}${rest}`).not.toContain('about:blank')
  })

  it('O-01, O-02: writes what went wrong into the log and nowhere else', async () => {
    // As in operation: Express prints what reaches its own last handler, unless it runs under a test.
    vi.stubEnv('NODE_ENV', '')
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await start(async function* () {
      yield note
      throw new Error('Failed query: select … params: diary s3cr3t')
    })

    await (await exportNotes()).text().catch(() => undefined)

    await vi.waitUntil(() => api.entries('request').length === 1, 20_000)
    await new Promise((resolve) => setImmediate(resolve))
    expect(print).not.toHaveBeenCalled()
    vi.unstubAllEnvs()
    print.mockRestore()
  })

  it('is a problem where reading fails from the start', async () => {
    await start(async function* () {
      yield await Promise.reject(new Error('broken'))
    })

    const response = await exportNotes()

    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ type: 'urn:lifeguard:problem:internal' })
  })
})
