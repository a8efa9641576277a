import { fileURLToPath } from 'node:url'

// This file lies one folder below apps/api, and so does the bundle: both places hold from either.

/** The migrations, checked in; `pnpm migration` writes a new one after a change of the schema. */
export const migrationsFolder = fileURLToPath(new URL('drizzle', import.meta.url))

/** `.data` at the root of the repository, whatever the working directory. */
export const defaultDataFolder = fileURLToPath(new URL('../../../.data', import.meta.url))
