import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** What queries are written against: PGlite and PostgreSQL speak the same. */
export type Queries = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** An open database whose schema is up to date. */
export interface Database {
  readonly queries: Queries
  /** Resolves when the database answers, rejects when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}
