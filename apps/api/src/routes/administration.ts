import { type Account, type AuditEntry, listAccounts, listAuditEntries } from '@lifeguard/api-contract'
import * as z from 'zod/mini'
import type { AccountRecord, AccountRepository } from '../data/accounts.ts'
import type { AuditRecord, AuditTrail } from '../data/audit-trail.ts'
import { readCursor, toCursor } from '../http/cursor.ts'
import type { Mount } from '../http/mount.ts'

const Id = z.uuid()

export function mountAdministration(
  mount: Mount,
  { accounts, auditTrail }: { accounts: AccountRepository; auditTrail: AuditTrail },
): void {
  mount(listAccounts, async ({ query: { limit, cursor } }) => {
    const { items, next } = await accounts.list({ limit, after: readCursor(cursor, Id) })
    return { items: items.map(toAccount), nextCursor: next && toCursor(next) }
  })

  mount(listAuditEntries, async ({ query: { limit, cursor } }) => {
    const { items, next } = await auditTrail.list({ limit, after: readCursor(cursor, Id) })
    return { items: items.map(toAuditEntry), nextCursor: next && toCursor(next) }
  })
}

function toAccount(record: AccountRecord): Account {
  return { ...record, createdAt: record.createdAt.toISOString() }
}

function toAuditEntry(record: AuditRecord): AuditEntry {
  return { ...record, at: record.at.toISOString() }
}
