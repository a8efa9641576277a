import { readFile } from 'node:fs/promises'
import { type RunningUserPool, startUserPool } from '@lifeguard/local-user-pool'
import { buildApi } from './build-api.ts'
import { startPostgres } from './start-postgres.ts'
import { type RunningServer, type ServerOptions, startServer } from './start-server.ts'

const dockerfile = new URL('../../../../apps/api/Dockerfile', import.meta.url)

/** How Node is told to run the API where it is deployed. */
async function deployedWith(): Promise<readonly string[]> {
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(await readFile(dockerfile, 'utf8')) ?? []
  const words: readonly string[] = JSON.parse(command)
  return words.filter((word) => word.startsWith('--'))
}

/** The API as it is deployed, beside a user pool and on a PostgreSQL of its own. */
export interface RunningNotes {
  readonly pool: RunningUserPool
  readonly api: RunningServer
  /** A further database, by its URL. */
  createDatabase(name: string): Promise<string>
  stop(): Promise<void>
}

export interface NotesOptions extends ServerOptions {
  /** Beside the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
}

export async function startNotes({
  settings,
  nodeOptions = [],
  launcher = [],
}: NotesOptions = {}): Promise<RunningNotes> {
  const [pool, postgres, built] = await Promise.all([startUserPool(), startPostgres(), buildApi()])
  const environment = {
    COGNITO_ISSUER: pool.issuer,
    COGNITO_DOMAIN: pool.domain,
    COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001',
    DATABASE_URL: await postgres.createDatabase('lifeguard'),
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '1000000',
    ...settings,
  }
  const api = await startServer(built.script, environment, {
    nodeOptions: [...(await deployedWith()), ...nodeOptions],
    launcher,
  })
  return {
    pool,
    api,
    createDatabase: postgres.createDatabase,
    async stop() {
      await api.stop()
      await Promise.all([postgres.close(), pool.close(), built.remove()])
    },
  }
}
