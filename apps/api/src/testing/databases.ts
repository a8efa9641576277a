import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Database } from '../data/database.ts'
import { openPglite } from '../data/open-pglite.ts'
import { openPostgres } from '../data/open-postgres.ts'
import { createDatabase } from './postgres-server.ts'

const postgresServer = inject('postgresServer')

/**
 * What the API can keep its data in: the same tests run on both. `close` leaves nothing behind;
 * `environment` points a whole API at it.
 */
export const databases = [
  { name: 'PGlite', missing: false, open: openTemporaryPglite, environment: async () => ({}) },
  {
    name: 'PostgreSQL',
    missing: postgresServer === null,
    open: openTemporaryPostgres,
    environment: async () => ({ DATABASE_URL: await createPostgresDatabase() }),
  },
] as const

/** A data folder of one's own with an empty, migrated PGlite in it. */
export async function createDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'data-'))
  await cp(inject('pgliteTemplate'), join(folder, 'api'), { recursive: true })
  return folder
}

async function openTemporaryPglite(): Promise<Database> {
  const folder = await createDataFolder()
  const database = await openPglite(join(folder, 'api'))
  const close = async () => {
    await database.close()
    await rm(folder, { recursive: true })
  }
  return { ...database, close }
}

/** The URL of a new, empty database. */
export async function createPostgresDatabase(): Promise<string> {
  if (postgresServer === null) throw new Error('Cannot create a database: PostgreSQL is not installed')
  return await createDatabase(postgresServer)
}

async function openTemporaryPostgres(): Promise<Database> {
  return await openPostgres(await createPostgresDatabase(), (error) => {
    throw error
  })
}
