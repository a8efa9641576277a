import type { DenyListEntry, DenyListStore } from '@lifeguard/access-token'
import { gt, lt, sql } from 'drizzle-orm'
import { v4 as randomId } from 'uuid'
import type { Queries } from './database.ts'
import { deniedTokens } from './schema.ts'

// An entry gets its time when it is written and is seen when that is committed: every reading goes back so far that
// none is missed in between.
const overlap = sql`interval '10 seconds'`

/** Keeps the deny-list in the database, where all instances read what one of them has written. */
export function createDenyListStore(queries: Queries): DenyListStore {
  return {
    async add(entry) {
      await queries.insert(deniedTokens).values(toRow(entry))
    },

    // One question and one wait for a connection: who asks is answered 503 when it takes longer than a second.
    async readSince(cursor) {
      const since = cursor === null ? sql`'-infinity'` : sql`${cursor}::timestamptz - ${overlap}`
      const rows = await queries
        .select({ now: sql<string>`clock.now::text`, entry: deniedTokens })
        .from(sql`(select clock_timestamp() as now) as clock`)
        .leftJoin(deniedTokens, gt(deniedTokens.addedAt, since))
      const entries = rows.flatMap(({ entry }) => (entry === null ? [] : [toEntry(entry)]))
      return { entries, cursor: rows[0]?.now ?? cursor ?? '-infinity' }
    },
  }
}

/** Removes what refuses no token that could still be alive. */
export async function forgetPastDenials(queries: Queries): Promise<void> {
  await queries.delete(deniedTokens).where(lt(deniedTokens.until, sql`clock_timestamp()`))
}

function toRow(entry: DenyListEntry): typeof deniedTokens.$inferInsert {
  const { kind, issuer } = entry
  const common = { id: randomId(), kind, issuer, until: new Date(entry.until) }
  if (entry.kind === 'sign-in') return { ...common, name: entry.originJti }
  return { ...common, name: entry.subject, signedInUntil: entry.signedInUntil }
}

function toEntry({
  kind,
  issuer,
  name,
  signedInUntil,
  until,
}: typeof deniedTokens.$inferSelect): DenyListEntry {
  const common = { issuer, until: until.getTime() }
  if (kind === 'sign-in') return { kind, ...common, originJti: name }
  return { kind, ...common, subject: name, signedInUntil: signedInUntil ?? 0 }
}
