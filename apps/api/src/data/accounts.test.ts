import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../testing/databases.ts'
import { type AccountRepository, createAccountRepository } from './accounts.ts'
import type { Database } from './database.ts'

const ada = { issuer: 'https://pool.example', subject: 'ada' }

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

    it('remembers the e-mail address', async () => {
      await accounts.open({ ...ada, subject: 'grace' })

      await accounts.rememberEmail({ ...ada, subject: 'grace' }, { email: 'grace@example.com' })

      expect(await accounts.open({ ...ada, subject: 'grace' })).toMatchObject({ email: 'grace@example.com' })
      expect(await accounts.open(ada)).toMatchObject({ email: null })
    })
  })
}
