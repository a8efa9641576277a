import { createHash } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Queries } from './database.ts'
import { type Owner, toOwner } from './owner.ts'
import { idempotencyKeys } from './schema.ts'

export interface OnceRequest {
  readonly owner: Owner
  /** Undefined: the caller does not mind doing it twice. */
  readonly key: string | undefined
  /** What is asked, as JSON can say it: the same key is good for the same request alone. */
  readonly request: unknown
}

/** The key belongs to another request. */
export class IdempotencyKeyReusedError extends Error {
  override readonly name = 'IdempotencyKeyReusedError'
}

/** A request under the key has not ended yet. */
export class StillRunningError extends Error {
  override readonly name = 'StillRunningError'
}

const keptForMs = 24 * 60 * 60 * 1000

/**
 * Does a piece of work once for each owner and idempotency key, in one transaction with the memory of it: a crash
 * loses both or none. A repetition within 24 hours gets the result of the first time. The result must survive JSON.
 *
 * @throws IdempotencyKeyReusedError when the key stands for another request.
 * @throws StillRunningError when the first request has not ended.
 */
export async function once<T extends object>(
  queries: Queries,
  { owner, key, request }: OnceRequest,
  work: (transaction: Queries) => Promise<T>,
): Promise<T> {
  if (key === undefined) return await work(queries)

  const entry = { ...toOwner(owner), key }
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
  return await queries.transaction(async (transaction) => {
    // Held until the transaction ends, however it ends: there is no "running" that a crash could leave behind.
    const lockName = JSON.stringify(entry)
    const locked = await transaction
      .select({ got: sql<boolean>`pg_try_advisory_xact_lock(hashtextextended(${lockName}, 0))` })
      .from(sql`(select 1) as one`)
    if (locked[0]?.got !== true) throw new StillRunningError('A request with this key is still running')

    const theEntry = and(
      eq(idempotencyKeys.issuer, entry.issuer),
      eq(idempotencyKeys.subject, entry.subject),
      eq(idempotencyKeys.key, key),
    )
    const oldest = new Date(Date.now() - keptForMs)
    const [known] = await transaction
      .select()
      .from(idempotencyKeys)
      .where(and(theEntry, gt(idempotencyKeys.createdAt, oldest)))
    if (known !== undefined) {
      if (known.requestHash === requestHash) return known.result as T
      throw new IdempotencyKeyReusedError('This key belongs to another request')
    }

    const result = await work(transaction)
    const memory = { requestHash, result, createdAt: new Date() }
    await transaction
      .insert(idempotencyKeys)
      .values({ ...entry, ...memory })
      .onConflictDoUpdate({
        target: [idempotencyKeys.issuer, idempotencyKeys.subject, idempotencyKeys.key],
        set: memory,
      })
    return result
  })
}

/** Forgets what is too old to be repeated. */
export async function forgetOldKeys(queries: Queries): Promise<void> {
  await queries.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(Date.now() - keptForMs)))
}
