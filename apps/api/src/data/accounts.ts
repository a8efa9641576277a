import { and, eq, type SQL } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { accounts } from './schema.ts'

export interface AccountKey {
  readonly issuer: string
  readonly subject: string
}

export type AccountRecord = typeof accounts.$inferSelect

export interface AccountRepository {
  /** The account of a person, made at the first call. */
  open(key: AccountKey): Promise<AccountRecord>
  /** Remembers the e-mail address, or until when (seconds since 1970) asking again would bring none. */
  rememberEmail(key: AccountKey, answer: { email: string } | { emailAskedUntil: number }): Promise<void>
}

export function createAccountRepository(queries: Queries): AccountRepository {
  const find = async (key: AccountKey) => (await queries.select().from(accounts).where(theAccount(key)))[0]

  return {
    async open(key) {
      const known = await find(key)
      if (known !== undefined) return known

      const { issuer, subject } = key
      await queries.insert(accounts).values({ issuer, subject, createdAt: new Date() }).onConflictDoNothing()
      const opened = await find(key)
      if (opened === undefined) throw new Error('Cannot open an account: it was erased at the same moment')
      return opened
    },

    async rememberEmail(key, answer) {
      await queries.update(accounts).set(answer).where(theAccount(key))
    },
  }
}

function theAccount({ issuer, subject }: AccountKey): SQL | undefined {
  return and(eq(accounts.issuer, issuer), eq(accounts.subject, subject))
}
