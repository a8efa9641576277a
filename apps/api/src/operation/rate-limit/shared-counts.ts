import { createHash } from 'node:crypto'
import { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Quota, Share, TakeShare } from './budgets.ts'

/** The count that the instances on one PostgreSQL have in common. */
export interface SharedCounts {
  readonly take: TakeShare
  close(): Promise<void>
}

export interface SharedCountsOptions {
  /** Told about every idle connection that breaks. */
  readonly onConnectionLost: (error: Error) => void
  /** For how long a share is waited for. Default 1,000: requests wait with it, and can be counted without. */
  readonly patienceMs?: number
}

/** Counts in the table `rate_limits`, on two connections of its own, so that a flood does not take those of the requests. */
export function createSharedCounts(
  databaseUrl: string,
  { limit, windowSeconds }: Quota,
  { onConnectionLost, patienceMs = 1_000 }: SharedCountsOptions,
): SharedCounts {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  })
  pool.on('error', onConnectionLost)
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    // By a migration, for which instances that start together take turns.
    tableCreated: true,
    keyPrefix: '',
    points: limit,
    duration: windowSeconds,
  })

  return {
    take: async (key, size) => toShare(await consume(limiter, hash(key), size), size, limit),
    close: () => pool.end(),
  }
}

// The library answers a key that is over its limit by throwing the count.
async function consume(limiter: RateLimiterPostgres, key: string, points: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key, points)
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) return thrown
    throw thrown
  }
}

function toShare({ consumedPoints, msBeforeNext }: RateLimiterRes, size: number, limit: number): Share {
  const takenByOthers = consumedPoints - size
  return {
    granted: Math.max(0, Math.min(size, limit - takenByOthers)),
    remaining: Math.max(0, limit - consumedPoints),
    windowEndsInMs: msBeforeNext,
  }
}

// Whose address or account it is, is nobody's business there, and the column takes 255 characters.
function hash(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
