import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import { migrationsFolder } from '../places.ts'
import type { Database } from './database.ts'

/** Any constant will do, as long as every instance of this API takes the same one. */
const migrationLock = 5_433_273_844

/**
 * Connects to PostgreSQL and brings its schema up to date; instances that start together take turns.
 *
 * @param onConnectionLost told about every idle connection that breaks; the next query opens another one.
 * @throws Error when the server cannot be reached or a migration fails.
 */
export async function openPostgres(url: string, onConnectionLost: (error: Error) => void): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    // A caller gets its 503 from a full or unreachable pool while it still listens.
    connectionTimeoutMillis: 3_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  })
  pool.on('error', onConnectionLost)
  // While a connection is lent out, the pool does not listen: a break would end the process. Who uses it hears of it.
  pool.on('connect', (client) => client.on('error', () => undefined))

  try {
    await migrateInTurn(pool)
  } catch (cause) {
    await pool.end()
    throw new Error(`Cannot prepare the database that DATABASE_URL names: ${reasonOf(cause)}`, { cause })
  }

  return {
    queries: createQueries(pool),
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  }
}

function createQueries(pool: Pool): NodePgDatabase {
  const casing = 'snake_case'
  const queries: NodePgDatabase = drizzle({ client: pool, casing })
  // Drizzle's own never gives back a connection on which no transaction can begin.
  queries.transaction = async (work, config) => {
    const client = await pool.connect()
    try {
      return await drizzle({ client, casing }).transaction(work, config)
    } finally {
      client.release()
    }
  }
  return queries
}

async function migrateInTurn(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    // Whoever comes second waits for as long as the first one's migration takes.
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const queries: NodePgDatabase = drizzle({ client })
    await migrate(queries, { migrationsFolder })
  } finally {
    // Ends the connection, and the lock of its session with it.
    client.release(true)
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0])
  return cause instanceof Error ? cause.message : String(cause)
}
