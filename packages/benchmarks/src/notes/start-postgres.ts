import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { pollUntil } from './poll-until.ts'

const run = promisify(execFile)

export interface PostgresServer {
  /** Creates an empty database and answers its URL. */
  createDatabase(name: string): Promise<string>
  close(): Promise<void>
}

/**
 * Starts a PostgreSQL server with its defaults (acknowledged is on disk) in a temporary folder, reached by a socket.
 *
 * @throws Error when none is installed
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = await findPrograms()
  // PostgreSQL refuses to run as root; Debian's package brings a user for it.
  const owner = process.getuid?.() === 0 ? { uid: await idOf('-u'), gid: await idOf('-g') } : {}
  const folder = await mkdtemp(join(tmpdir(), 'bench-postgres-'))
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const options = { ...owner, cwd: folder }
  await run(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'], options)

  const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`]
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { ...options, stdio: 'ignore' })
  const urlOf = (name: string) => `postgres://postgres@localhost/${name}?host=${folder}`
  await pollUntil(() => query(urlOf('postgres'), 'select 1'))

  return {
    async createDatabase(name) {
      await query(urlOf('postgres'), `create database ${name}`)
      return urlOf(name)
    },
    async close() {
      server.kill('SIGINT')
      await once(server, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function findPrograms(): Promise<string> {
  for await (const program of glob('/usr/lib/postgresql/*/bin/postgres')) return join(program, '..')
  throw new Error('Cannot start PostgreSQL: install the Debian package "postgresql"')
}

async function idOf(flag: string): Promise<number> {
  return Number((await run('id', [flag, 'postgres'])).stdout)
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
