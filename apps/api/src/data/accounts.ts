import { and, desc, eq, lt, type SQL } from 'drizzle-orm'
import { v7 as timeOrderedId } from 'uuid'
import type { Queries } from './database.ts'
import { type Owner, toOwner } from './owner.ts'
import { accounts, idempotencyKeys, notes } from './schema.ts'

export type AccountRecord = typeof accounts.$inferSelect

export interface AccountRepository {
  /** The account of a person, made at the first call. */
  open(owner: Owner): Promise<AccountRecord>
  /** Remembers the e-mail address, or until when (seconds since 1970) asking again would bring none. */
  rememberEmail(owner: Owner, answer: { email: string } | { emailAskedUntil: number }): Promise<void>
  rename(owner: Owner, displayName: string | null): Promise<void>
  /** Erases the account and everything that belongs to it, all or nothing. */
  erase(owner: Owner): Promise<void>
  /** Newest first. `next` is the id to go on after. */
  list(page: {
    limit: number
    after: string | undefined
  }): Promise<{ items: AccountRecord[]; next: string | null }>
}

export function createAccountRepository(queries: Queries): AccountRepository {
  const find = async (owner: Owner) => (await queries.select().from(accounts).where(theAccount(owner)))[0]

  return {
    async open(owner) {
      for (;;) {
        const known = await find(owner)
        if (known !== undefined) return known

        const row = { ...toOwner(owner), id: timeOrderedId(), createdAt: new Date() }
        const [opened] = await queries.insert(accounts).values(row).onConflictDoNothing().returning()
        if (opened !== undefined) return opened
        // Another request has opened it just now. It may be erased before we find it.
      }
    },

    async rememberEmail(owner, answer) {
      await queries.update(accounts).set(answer).where(theAccount(owner))
    },

    async rename(owner, displayName) {
      await queries.update(accounts).set({ displayName }).where(theAccount(owner))
    },

    async erase({ issuer, subject }) {
      await queries.transaction(async (transaction) => {
        for (const table of [notes, idempotencyKeys, accounts]) {
          await transaction.delete(table).where(and(eq(table.issuer, issuer), eq(table.subject, subject)))
        }
      })
    },

    async list({ limit, after }) {
      const rows = await queries
        .select()
        .from(accounts)
        .where(after === undefined ? undefined : lt(accounts.id, after))
        .orderBy(desc(accounts.id))
        .limit(limit + 1)
      const items = rows.slice(0, limit)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    },
  }
}

function theAccount({ issuer, subject }: Owner): SQL | undefined {
  return and(eq(accounts.issuer, issuer), eq(accounts.subject, subject))
}
