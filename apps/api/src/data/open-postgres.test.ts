import { type SQL, sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { Client } from 'pg'
import { describe, expect, inject, it, vi } from 'vitest'
import { migrationsFolder } from '../places.ts'
import { createPostgresDatabase } from '../testing/databases.ts'
import type { Database, Queries } from './database.ts'
import { createNoteRepository } from './notes.ts'
import { openPostgres } from './open-postgres.ts'
import { isDatabaseUnavailable } from './unavailable.ts'

const missing = inject('postgresServer') === null

describe.skipIf(missing)('openPostgres()', () => {
  it('lets instances that start together take turns at the migrations', async () => {
    const url = await createPostgresDatabase()

    const instances = await Promise.all([1, 2, 3].map(() => openPostgres(url, () => {})))

    const first = instances[0]
    const migrations = await first?.queries.execute(sql`select hash from drizzle.__drizzle_migrations`)
    await Promise.all(instances.map((instance) => instance.close()))
    expect(migrations).toHaveProperty('rows.length', readMigrationFiles({ migrationsFolder }).length)
  })

  it('keeps the rate limits of a database where the library has made their table', async () => {
    const url = await createPostgresDatabase()
    const before = new Client({ connectionString: url })
    await before.connect()
    await before.query(
      'create table rate_limits (key varchar(255) primary key, points integer, expire bigint)',
    )
    await before.query(`insert into rate_limits values ('a', 7, null)`)
    await before.end()

    const database = await openPostgres(url, () => {})

    const kept = await database.queries.execute(sql`select points from rate_limits`)
    await database.close()
    expect(kept).toMatchObject({ rows: [{ points: 7 }] })
  })

  it('says why it cannot be opened, without the password', async () => {
    await expect(openPostgres('postgres://ada:s3cr3t@127.0.0.1:1/notes', () => {})).rejects.toThrow(
      'Cannot prepare the database that DATABASE_URL names: connect ECONNREFUSED 127.0.0.1:1',
    )
  })

  it('tells a server that is gone from a query that is wrong', async () => {
    const database = await openPostgres(await createPostgresDatabase(), () => {})

    const wrong: unknown = await database.queries.execute(sql`select nonsense`).catch((error) => error)
    const ended: unknown = await database.queries
      .execute(sql`select pg_terminate_backend(pg_backend_pid())`)
      .catch((error) => error)
    const recovered = await database.queries.execute(sql`select 1`)
    await database.close()

    expect([isDatabaseUnavailable(wrong), isDatabaseUnavailable(ended)]).toEqual([false, true])
    expect(recovered).toHaveProperty('rows.length', 1)
  })

  it('lets no statement and no transaction take a connection for longer than ten seconds', async () => {
    const database = await openPostgres(await createPostgresDatabase(), () => {})

    const { rows } = Object(
      await database.queries.execute(
        sql`select name, setting || unit as value from pg_settings where name in ('statement_timeout', 'idle_in_transaction_session_timeout') order by name`,
      ),
    )
    await database.close()

    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', value: '10000ms' },
      { name: 'statement_timeout', value: '10000ms' },
    ])
  })

  it('tells the time in UTC, whatever zone the server is in', async () => {
    const url = new URL(await createPostgresDatabase())
    url.searchParams.set('options', '-c TimeZone=Asia/Tokyo')
    const database = await openPostgres(url.href, () => {})
    const notes = createNoteRepository(database.queries)
    const before = Date.now()

    const content = { title: 'now', text: '', tags: [], archived: false }
    const { createdAt } = await notes.add({ issuer: 'https://pool.example', subject: 'ada' }, content)
    await database.close()

    expect(createdAt).toMatch(/Z$/)
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now())
  })

  it('survives connections that break in a transaction', async () => {
    const database = await openPostgres(await createPostgresDatabase(), () => {})
    const { transaction } = on(database)

    // More than there are connections.
    const broken = Array.from({ length: 12 }, () =>
      transaction(sql`select pg_terminate_backend(pg_backend_pid())`).catch(isDatabaseUnavailable),
    )
    expect(new Set(await Promise.all(broken))).toEqual(new Set([true]))

    expect(await transaction(sql`select 1`)).toHaveProperty('rows.length', 1)
    await database.close()
  })

  it('gives up a connection on which the server says nothing, and goes on with others', async () => {
    const database = await openPostgres(await createPostgresDatabase(), () => {}, { silenceMs: 500 })
    const silent: number[] = []
    const ask = async (queries: Queries) => {
      silent.push(await silence(queries))
      await queries.execute(sql`select 1`)
    }

    try {
      // More than there are connections.
      const asked = Array.from({ length: 12 }, () =>
        database.queries.transaction(ask).catch(isDatabaseUnavailable),
      )
      expect(new Set(await Promise.all(asked))).toEqual(new Set([true]))

      expect(await database.queries.execute(sql`select 1`)).toHaveProperty('rows.length', 1)
    } finally {
      await database.close()
      for (const id of silent) process.kill(id, 'SIGCONT')
    }
    expect(silent).toHaveLength(12)
  })

  it('goes on with connections on which no transaction could begin', async () => {
    const database = await openPostgres(await createPostgresDatabase(), () => {})
    const { transaction } = on(database)
    const query = vi.spyOn(Client.prototype, 'query')

    for (let attempt = 0; attempt < 12; attempt++) {
      query.mockRejectedValueOnce(new Error('Connection terminated') as never)
      await expect(transaction(sql`select 1`)).rejects.toThrow('begin')
    }
    query.mockRestore()

    expect(await transaction(sql`select 1`)).toHaveProperty('rows.length', 1)
    await database.close()
  })
})

/** Stops the server's end of the connection that asks, which then says nothing more: as in a network that is gone. */
const silence = async (queries: Queries) => {
  const { rows } = Object(await queries.execute(sql`select pg_backend_pid() as id`))
  process.kill(rows[0].id, 'SIGSTOP')
  return rows[0].id
}

function on({ queries }: Database) {
  return { transaction: (query: SQL) => queries.transaction((transaction) => transaction.execute(query)) }
}
