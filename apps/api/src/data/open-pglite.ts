import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { migrationsFolder } from '../places.ts'
import type { Database } from './database.ts'
import { lockFolder } from './lock-folder.ts'

/**
 * Opens the embedded PostgreSQL in a folder, which no other process may use meanwhile, and brings its schema up to
 * date.
 *
 * @throws Error when the folder is in use or cannot be written.
 */
export async function openPglite(folder: string): Promise<Database> {
  const unlock = lockFolder(folder)
  try {
    const client = await PGlite.create(join(folder, 'pglite'))
    const queries = drizzle({ client, casing: 'snake_case' })
    await migrate(queries, { migrationsFolder })
    return {
      queries,
      ping: async () => void (await client.query('select 1')),
      close: async () => {
        await client.close()
        unlock()
      },
    }
  } catch (cause) {
    unlock()
    throw new Error(`Cannot open the database in the data folder "${folder}"`, { cause })
  }
}
