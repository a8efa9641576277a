import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPglite } from '../data/open-pglite.ts'
import { findPostgres, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with an empty PGlite, to be copied: making one takes seconds. */
    pgliteTemplate: string
    /** URL of the server that test files share, each with databases of its own; null where none is installed. */
    postgresServer: string | null
  }
}

/** Prepares once what every test file needs. Without PostgreSQL its suites are skipped, unless skipping is forbidden. */
export default async function provideDatabases(project: TestProject): Promise<() => Promise<void>> {
  const programs = await findPostgres()
  if (programs === undefined && process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') {
    throw new Error('Cannot run the PostgreSQL suites: install the Debian package "postgresql"')
  }

  const folder = await mkdtemp(join(tmpdir(), 'pglite-template-'))
  const [server] = await Promise.all([
    programs === undefined ? undefined : startPostgres(programs),
    openPglite(folder).then((database) => database.close()),
  ])
  project.provide('pgliteTemplate', folder)
  project.provide('postgresServer', server?.url ?? null)

  return async () => {
    await Promise.all([server?.close(), rm(folder, { recursive: true })])
  }
}
