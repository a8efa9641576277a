import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { Client } from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { migrationsFolder } from '../places.ts'
import { createPostgresDatabase } from '../testing/databases.ts'
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
})
