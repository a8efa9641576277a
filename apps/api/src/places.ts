import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

// This file lies one folder below apps/api, and so does the bundle: both places hold from either.

/** The migrations, checked in; `pnpm migration` writes a new one after a change of the schema. */
export const migrationsFolder = fileURLToPath(new URL('drizzle', import.meta.url))

/** `.data` at the root of the repository, whatever the working directory. */
export const defaultDataFolder = fileURLToPath(new URL('../../../.data', import.meta.url))

const bundledSwaggerUi = fileURLToPath(new URL('swagger-ui', import.meta.url))

/** The files of Swagger UI: the build copies them next to the bundle, which has no dependencies to look into. */
export const swaggerUiFolder = existsSync(bundledSwaggerUi)
  ? bundledSwaggerUi
  : dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
