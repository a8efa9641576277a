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
    throw new Error(
      `Cannot open the database in the data folder "${folder}": ${reasonOf(cause)}, or set DATA_DIR to another folder`,
      { cause },
    )
  }
}

// The files of PGlite are behind Emscripten, whose errors have a number of WASI and the message "undefined".
const noSpace = 51

function reasonOf(cause: unknown): string {
  if (cause instanceof Error && 'errno' in cause && cause.errno === noSpace) {
    return 'no space is left on its disk; make room'
  }
  return `${cause instanceof Error ? cause.message : String(cause)}; restore the folder`
}
