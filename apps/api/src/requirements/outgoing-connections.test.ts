import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDataFolder, databases } from '../testing/databases.ts'
import { environmentFor } from '../testing/environment-for.ts'
import { runProgram } from '../testing/run-program.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const observer = new URL('../testing/report-connections.ts', import.meta.url)

describe('P-21: outgoing connections', () => {
  let pool: RunningUserPool
  let folder: string
  let stranger: Server
  let strangerHits = 0

  beforeEach(async () => {
    strangerHits = 0
    stranger = createServer((_req, res) => {
      strangerHits += 1
      res.end('{}')
    })
    stranger.listen(0, '127.0.0.1')
    ;[pool, folder] = await Promise.all([startUserPool(), createDataFolder()])
  })
  afterEach(async () => {
    stranger.close()
    await Promise.all([pool.close(), rm(folder, { recursive: true })])
  })

  for (const { name, missing, environment } of databases) {
    it.skipIf(missing)(`go to the issuer, the domain and the database alone, on ${name}`, async () => {
      const database: { DATABASE_URL?: string } = await environment()
      const api = runProgram(main, {
        ...environmentFor(pool),
        DATA_DIR: folder,
        METRICS_PORT: '0',
        NODE_OPTIONS: `--import=${observer.href}`,
        ...database,
      })
      const url = await api.listening
      const { port } = stranger.address() as AddressInfo
      const strange = `http://127.0.0.1:${port}`

      const token = await pool.accessTokenFor('user@example.com')
      const statuses = [
        await status(`${url}/me`, token),
        await status(`${url}/notes?search=${encodeURIComponent(strange)}`, token),
        await status(`${url}/readyz`),
        await status(`${url}/docs`),
        await status(`${url}/notes`, retold(token, { jku: `${strange}/keys`, x5u: `${strange}/chain` }, {})),
        await status(`${url}/notes`, retold(token, {}, { iss: strange })),
        await status(`${url}/notes`, retold(token, { kid: `${strange}/unknown` }, {})),
        await report(`${url}/csp-reports`, strange),
      ]
      api.stop('SIGTERM')
      const { code, stderr } = await api.ended

      expect([code, ...statuses]).toEqual([0, 200, 200, 200, 200, 401, 401, 401, 204])
      const targets = [...stderr.matchAll(/^connects to (.*)$/gm)].map(([, target = '']) => target)
      const allowed = [pool.issuer, pool.domain].map((origin) => new URL(origin).host)
      const { DATABASE_URL } = database
      if (DATABASE_URL !== undefined) allowed.push(socketOf(DATABASE_URL))
      expect([...new Set(targets)].sort()).toEqual(allowed.sort())
      expect(strangerHits).toBe(0)
    })
  }

  it('would be seen: the observer tells of one to a stranger', async () => {
    const { port } = stranger.address() as AddressInfo
    const script = `data:text/javascript,await%20fetch('http://127.0.0.1:${port}')`
    const program = runProgram(main, { NODE_OPTIONS: `--import=${observer.href} --import=${script}` })

    expect((await program.ended).stderr).toContain(`connects to 127.0.0.1:${port}\n`)
    expect(strangerHits).toBe(1)
  })
})

async function status(url: string, token?: string): Promise<number> {
  const response = await fetch(
    url,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  )
  await response.arrayBuffer()
  return response.status
}

async function report(url: string, documentUrl: string): Promise<number> {
  const headers = { 'content-type': 'application/csp-report' }
  const body = JSON.stringify({ 'csp-report': { 'document-uri': documentUrl, 'blocked-uri': documentUrl } })
  return (await fetch(url, { method: 'POST', headers, body })).status
}

/** The same token with other members in its header and claims, and so with a signature that no longer fits. */
function retold(token: string, header: object, claims: object): string {
  const [head = '', payload = '', signature] = token.split('.')
  return [change(head, header), change(payload, claims), signature].join('.')
}

function change(part: string, members: object): string {
  const known = JSON.parse(Buffer.from(part, 'base64url').toString())
  return Buffer.from(JSON.stringify({ ...known, ...members })).toString('base64url')
}

/** Where the server of the tests listens: a socket in a folder that the URL names. */
function socketOf(databaseUrl: string): string {
  return join(new URL(databaseUrl).searchParams.get('host') ?? '', '.s.PGSQL.5432')
}
