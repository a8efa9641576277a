import { desc, lt } from 'drizzle-orm'
import { v7 as timeOrderedId } from 'uuid'
import type { Queries } from './database.ts'
import { auditEntries } from './schema.ts'

export type AuditRecord = typeof auditEntries.$inferSelect

export type AuditEvent = Omit<AuditRecord, 'id' | 'at'>

export interface AuditTrail {
  record(event: AuditEvent): Promise<void>
  /** Newest first. `next` is the id to go on after. */
  list(page: {
    limit: number
    after: string | undefined
  }): Promise<{ items: AuditRecord[]; next: string | null }>
}

/** What must be answered for later. Entries are added and read, never changed. */
export function createAuditTrail(queries: Queries): AuditTrail {
  return {
    async record(event) {
      await queries.insert(auditEntries).values({ ...event, id: timeOrderedId(), at: new Date() })
    },

    async list({ limit, after }) {
      const rows = await queries
        .select()
        .from(auditEntries)
        .where(after === undefined ? undefined : lt(auditEntries.id, after))
        .orderBy(desc(auditEntries.id))
        .limit(limit + 1)
      const items = rows.slice(0, limit)
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    },
  }
}
