import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Client, Pool } from 'pg'
import { migrationsFolder } from '../places.ts'
import type { Database } from './database.ts'
import { isDatabaseUnavailable } from './unavailable.ts'

/** Any constant will do, as long as every instance of this API takes the same one. */
const migrationLock = 5_433_273_844

export interface PostgresTimes {
  /** How long the server may say nothing to a query, in milliseconds; itself it ends one after ten seconds. */
  readonly silenceMs: number
}

/**
 * Connects to PostgreSQL and brings its schema up to date; instances that start together take turns.
 *
 * @param onConnectionLost told about every idle connection that breaks; the next query opens another one.
 * @throws Error when the server cannot be reached or a migration fails.
 */
export async function openPostgres(
  url: string,
  onConnectionLost: (error: Error) => void,
  { silenceMs }: PostgresTimes = { silenceMs: 12_000 },
): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    // A caller gets its 503 from a full or unreachable pool while it still listens.
    connectionTimeoutMillis: 3_000,
    statement_timeout: 10_000,
    // Where the network is gone, the server ends nothing and TCP waits for a quarter of an hour.
    query_timeout: silenceMs,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  })
  pool.on('error', onConnectionLost)
  // While a connection is lent out, the pool does not listen: a break would end the process. Who uses it hears of it.
  pool.on('connect', (client) => client.on('error', () => undefined))

  try {
    await migrateInTurn(url)
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
    let isLost = false
    try {
      return await drizzle({ client, casing }).transaction(work, config)
    } catch (error) {
      isLost = isDatabaseUnavailable(error)
      throw error
    } finally {
      client.release(isLost)
    }
  }
  return queries
}

// On a connection of its own: whoever comes second waits for as long as the first one's migration takes, and the lock ends
// with the connection.
async function migrateInTurn(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000, keepAlive: true })
  // A connection that breaks says so to whoever asks on it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const queries: NodePgDatabase = drizzle({ client })
    await migrate(queries, { migrationsFolder })
  } finally {
    await client.end()
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0])
  return cause instanceof Error ? cause.message : String(cause)
}
