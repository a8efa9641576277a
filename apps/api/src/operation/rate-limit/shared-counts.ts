import { createHash } from 'node:crypto'
import { Pool } from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Quota, Share, TakeShare } from './budgets.ts'

/** The count that the instances on one PostgreSQL have in common. */
export interface SharedCounts {
  readonly take: TakeShare
  close(): Promise<void>
}

/**
 * Counts in the table `rate_limits`, which is made where it is missing: counts are not data, and dropping them harms
 * nobody. On two connections of its own, so that a flood does not take those of the requests.
 *
 * @param onConnectionLost told about every idle connection that breaks.
 * @throws Error when the server cannot be reached.
 */
export async function openSharedCounts(
  databaseUrl: string,
  { limit, windowSeconds }: Quota,
  onConnectionLost: (error: Error) => void,
): Promise<SharedCounts> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: 1_000,
    query_timeout: 1_000,
  })
  pool.on('error', onConnectionLost)
  const limiter = await createLimiter(pool, { points: limit, duration: windowSeconds })

  return {
    take: async (key, size) => toShare(await consume(limiter, hash(key), size), size, limit),
    close: () => pool.end(),
  }
}

async function createLimiter(
  pool: Pool,
  quota: { points: number; duration: number },
): Promise<RateLimiterPostgres> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const options = { storeClient: pool, storeType: 'pool', tableName: 'rate_limits', keyPrefix: '', ...quota }
  const limiter = new RateLimiterPostgres(options, (error) => (error ? reject(error) : resolve()))
  try {
    await promise
    return limiter
  } catch (cause) {
    await pool.end()
    throw new Error('Cannot prepare the rate limits in the database that DATABASE_URL names', { cause })
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
