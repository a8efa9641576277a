import { getTableColumns, getTableName, is, type SQL, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import { type AccountRepository, createAccountRepository } from './accounts.ts'
import type { Database } from './database.ts'
import * as schema from './schema.ts'

const ada = { issuer: 'https://pool.example', subject: 'ada' }

const values: Readonly<Record<string, SQL>> = {
  uuid: sql`gen_random_uuid()`,
  text: sql`'any'`,
  timestamp: sql`now()`,
  jsonb: sql`'{}'`,
  integer: sql`0`,
  boolean: sql`false`,
}

/** A row that a table takes, whatever is in it. */
function anyRow(table: PgTable): Record<string, SQL> {
  const required = Object.entries(getTableColumns(table)).filter(
    ([, column]) => column.notNull && !column.hasDefault,
  )
  return Object.fromEntries(
    required.map(([name, column]) => {
      const value = values[column.getSQLType().split(' ')[0] ?? '']
      if (value === undefined)
        throw new Error(`Cannot fill "${name}": add ${column.getSQLType()} to the values above`)
      return [name, value]
    }),
  )
}

for (const { name, missing, open } of databases) {
  describe.skipIf(missing)(`createAccountRepository() on ${name}`, () => {
    let database: Database
    let accounts: AccountRepository

    beforeAll(async () => {
      database = await open()
      accounts = createAccountRepository(database.queries)
    })
    afterAll(() => database.close())

    it('makes an account at the first call, also when many call at once', async () => {
      const opened = await Promise.all(Array.from({ length: 8 }, () => accounts.open(ada)))

      expect(new Set(opened.map(({ createdAt }) => createdAt.getTime())).size).toBe(1)
      expect(opened[0]).toMatchObject({ ...ada, email: null, emailAskedUntil: null })
    })

    it('opens an account that another request has opened and erased meanwhile', async () => {
      const meanwhile = { ...ada, subject: 'meanwhile' }
      // What another request does between two statements of this one: the first insertion finds a row, which is gone.
      for (const statement of [
        'create sequence insertions',
        `create function find_a_row() returns trigger language plpgsql as
          $$ begin if nextval('insertions') = 1 then return null; end if; return new; end $$`,
        'create trigger first_finds_a_row before insert on accounts for each row execute function find_a_row()',
      ]) {
        await database.queries.execute(statement)
      }

      expect(await accounts.open(meanwhile)).toMatchObject(meanwhile)

      await database.queries.execute('drop trigger first_finds_a_row on accounts')
    })

    it('erases an account, and that of nobody else', async () => {
      const twin = { ...ada, issuer: 'https://other.example' }
      const [mine, other] = [await accounts.open(ada), await accounts.open(twin)]

      await accounts.erase(ada)

      expect((await accounts.open(ada)).id).not.toBe(mine.id)
      expect((await accounts.open(twin)).id).toBe(other.id)
    })

    it('erases every row that names its owner, the audit trail alone excepted', async () => {
      const leaver = { ...ada, subject: 'leaver' }
      const owned = Object.values<unknown>(schema)
        .filter((member) => is(member, PgTable))
        .filter((table) => 'subject' in getTableColumns(table))
      for (const table of owned)
        await database.queries
          .insert(table)
          .values({ ...anyRow(table), ...leaver })
          .onConflictDoNothing()

      await accounts.erase(leaver)

      const left: string[] = []
      for (const table of owned) {
        const { subject } = getTableColumns(table)
        const rows = await database.queries.$count(table, sql`${subject} = ${leaver.subject}`)
        if (rows > 0) left.push(getTableName(table))
      }
      expect(owned.length).toBeGreaterThan(3)
      expect(left).toEqual(['audit_entries'])
    })

    it('remembers the e-mail address', async () => {
      await accounts.open({ ...ada, subject: 'grace' })

      await accounts.rememberEmail({ ...ada, subject: 'grace' }, { email: 'grace@example.com' })

      expect(await accounts.open({ ...ada, subject: 'grace' })).toMatchObject({ email: 'grace@example.com' })
      expect(await accounts.open(ada)).toMatchObject({ email: null })
    })

    it('names nobody who has the same subject with another issuer', async () => {
      const [here, there] = [
        { ...ada, subject: 'twin' },
        { subject: 'twin', issuer: 'https://other.example' },
      ]
      for (const owner of [here, there]) await accounts.open(owner)

      await accounts.rename(here, 'Twin')
      await accounts.rememberEmail(here, { email: 'twin@example.com' })

      expect(await accounts.open(here)).toMatchObject({ displayName: 'Twin', email: 'twin@example.com' })
      expect(await accounts.open(there)).toMatchObject({ ...there, displayName: null, email: null })
    })
  })
}
