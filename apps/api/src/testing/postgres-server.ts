import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chown, glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'

const run = promisify(execFile)

export interface PostgresServer {
  /** URL of its database `postgres`. */
  readonly url: string
  start(): Promise<void>
  /** Ends the server as a power cut does. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** Where Debian keeps the server's programs; undefined where none is installed. */
export async function findPostgres(): Promise<string | undefined> {
  for await (const program of glob('/usr/lib/postgresql/*/bin/postgres')) return join(program, '..')
  return undefined
}

/** Starts a PostgreSQL server of its own in a temporary folder, reached by a socket there and by nothing else. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const owner = await findOwner()
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const options = { ...owner, cwd: folder }
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N'],
    options,
  )

  const settings = ['listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=60']
  const argumentsOf = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
  let server: ReturnType<typeof spawn> | undefined

  const url = `postgres://postgres@localhost/postgres?host=${folder}`

  async function start(): Promise<void> {
    server = spawn(join(programs, 'postgres'), argumentsOf, { ...options, stdio: 'ignore' })
    await untilItAnswers(url)
  }

  async function stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    if (server === undefined || server.exitCode !== null) return
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
  }

  await start()
  return {
    url,
    start,
    // Immediate shutdown: no checkpoint, no goodbye, recovery from the log at the next start.
    kill: () => stop('SIGQUIT'),
    async close() {
      await stop('SIGINT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Creates an empty database and returns its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await query(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function findOwner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'postgres'])))
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      return await query(url, 'select 1')
    } catch (cause) {
      if (Date.now() > deadline) throw new Error('Cannot start PostgreSQL: it does not answer', { cause })
      await sleep(50)
    }
  }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}
