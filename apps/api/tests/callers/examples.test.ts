import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { localProfile, type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machineClient, startTestApi, type TestApi } from '../../src/testing/test-api.ts'
import { findFreePort } from '../operation/start-nginx.ts'

const example = (name: string) => join(import.meta.dirname, '../../../../docs/examples', name)

/** Whether a program is there; where skipping is forbidden its suite runs and fails without it. */
function has(program: string): boolean {
  if (process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') return true
  return spawnSync(program, ['--version']).status === 0
}

function run(program: string, words: readonly string[], environment: Record<string, string>) {
  const child = spawn(program, words, { env: { PATH: process.env.PATH, ...environment } })
  const output = Promise.all([text(child.stdout), new Promise((resolve) => child.once('close', resolve))])
  return { child, output: output.then(([stdout, code]) => ({ stdout, code })) }
}

describe('the examples for machines', { timeout: 60_000 }, () => {
  let api: TestApi
  let moody: Server
  let environment: Record<string, string>
  /** What happens to the next requests instead of an answer of the API; null: nothing. */
  let moods: (number | 'lost' | null)[] = []

  beforeAll(async () => {
    api = await startTestApi()
    // In front of the API.
    moody = createServer(async (req, res) => {
      const mood = moods.shift() ?? null
      if (mood === 'lost') return void req.socket.destroy()
      if (mood !== null) {
        const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': '1' }
        return void res.writeHead(mood, headers).end('{"title":"A bad day"}')
      }

      const body = req.method === 'POST' ? await text(req) : undefined
      const headers = new Headers(Object.entries(req.headers).map(([name, value]) => [name, String(value)]))
      for (const name of ['host', 'connection', 'content-length', 'expect']) headers.delete(name)
      const answer = await fetch(api.url + req.url, {
        method: req.method ?? 'GET',
        headers,
        ...(body !== undefined && { body }),
      })
      res.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text())
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => moody.once('listening', resolve))
    // A TCP server has an object for an address.
    const { port } = moody.address() as AddressInfo
    environment = {
      API_URL: `http://127.0.0.1:${port}`,
      TOKEN_URL: `${api.pool.domain}/oauth2/token`,
      CLIENT_ID: machineClient,
      CLIENT_SECRET: 'local-machine-secret',
    }
    const token = await api.pool.machineTokenFor(machineClient)
    for (let i = 1; i <= 23; i++) {
      await api.call('POST', '/notes', { token, json: { title: `Note ${i}`, text: '' } })
    }
  })
  afterAll(async () => {
    moody.close()
    await api.close()
  })

  const examples = [
    { name: 'curl', needs: 'curl', program: '/bin/sh', file: 'notes.sh' },
    { name: 'TypeScript', needs: process.execPath, program: process.execPath, file: 'notes.ts' },
    { name: 'Python', needs: 'python3', program: 'python3', file: 'notes.py' },
  ].filter(({ needs }) => has(needs))

  it.each(examples)('$name: adds one note, through a 503, and lists every page', async (sample) => {
    const { name, program, file } = sample
    const title = `From ${name}`
    moods = [503, null, 503]

    const { stdout, code } = await run(program, [example(file)], environment).output

    const titles = stdout.trim().split('\n')
    expect(code).toBe(0)
    expect(titles[0]).toBe(title)
    expect(titles).not.toContain('A bad day')
    expect(titles.filter((line) => line === title)).toHaveLength(1)
    expect(titles).toEqual(expect.arrayContaining(['Note 1', 'Note 23']))
    expect(moods).toEqual([])
  })

  // What curl sends again is its own to say, and neither is on its list.
  it.each(examples.filter(({ name }) => name !== 'curl'))(
    '$name: sends the note again whose answer was lost, and waits while it is still being made',
    async ({ program, file }) => {
      moods = ['lost', 409]

      const { code } = await run(program, [example(file)], environment).output

      expect(code).toBe(0)
      expect(moods).toEqual([])
    },
  )

  it.each(examples.filter(({ name }) => name !== 'curl'))(
    '$name: gets a new token where the one it has is refused, and gives up where that is, too',
    async ({ program, file }) => {
      moods = [null, 401]
      const renewed = await run(program, [example(file)], environment).output
      moods = [401, 401]
      const twice = await run(program, [example(file)], environment).output

      expect({ code: renewed.code, moods }).toEqual({ code: 0, moods: [] })
      expect(twice.code).not.toBe(0)
    },
  )

  it.each(examples)('$name: ends with a failure where no token is to be had', async ({ program, file }) => {
    const { output } = run(program, [example(file)], { ...environment, CLIENT_SECRET: 'wrong' })

    expect((await output).code).not.toBe(0)
  })
})

describe.skipIf(!has('python3'))('the example for people', () => {
  let pool: RunningUserPool
  let callbackPort: number
  const clientId = 'lifeguardtools000000000001'

  beforeAll(async () => {
    callbackPort = await findFreePort()
    const profile = localProfile()
    const clients = profile.clients.map((client) =>
      client.clientId === clientId
        ? { ...client, callbackUrls: [`http://localhost:${callbackPort}/callback`] }
        : client,
    )
    pool = await startUserPool({ config: { ...profile, clients } })
  })
  afterAll(() => pool.close())

  it('signs in with PKCE and prints an access token and nothing else', async () => {
    const environment = { DOMAIN: pool.domain, CLIENT_ID: clientId, CALLBACK_PORT: String(callbackPort) }
    const { child, output } = run('python3', [example('sign_in.py')], environment)
    let shown = ''
    for await (const chunk of child.stderr) {
      shown += chunk
      if (/\n\n$/.test(shown)) break
    }

    const reserve = await openInReserve(callbackPort)
    await fillIn(/http\S+/.exec(shown)?.[0] ?? '')

    const { stdout, code } = await output
    reserve.destroy()
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const claims: unknown = JSON.parse(Buffer.from(stdout.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ token_use: 'access', client_id: clientId })
  })
})

/** Opens a connection and sends nothing, as browsers do before they need one. */
async function openInReserve(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return socket
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return openInReserve(port)
  }
}

/** Does what a person does: follows to the form, fills it in, and follows back. */
async function fillIn(url: string): Promise<void> {
  const toForm = await fetch(url, { redirect: 'manual' })
  const login = new URL(toForm.headers.get('location') ?? '', url)
  const form = await fetch(login)
  const formToken = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const cookie = [...toForm.headers.getSetCookie(), ...form.headers.getSetCookie()]
    .map((line) => line.split(';')[0])
    .join('; ')
  const signedIn = await fetch(login, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ _csrf: formToken, username: 'user@example.com', password: 'Passw0rd!' }),
    redirect: 'manual',
  })
  const callback = (signedIn.headers.get('location') ?? '').replace('localhost', '127.0.0.1')
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await fetch(callback).catch(() => undefined)
    if (answer !== undefined) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
