import type { Log } from '../../log.ts'
import { createBudgets } from './budgets.ts'
import { createReception, type Reception } from './reception.ts'
import { createSharedCounts } from './shared-counts.ts'

export interface RateLimits {
  readonly reception: Reception
  close(): Promise<void>
}

export interface RateLimitSettings {
  readonly rateLimitPerMinute: number
  readonly databaseUrl: string | undefined
}

/**
 * Counts requests in PostgreSQL where it is set, for all instances together, and else in memory. While the database
 * cannot be asked, each instance counts alone: its outage must not lock callers out.
 */
export function createRateLimits(settings: RateLimitSettings, log: Log): RateLimits {
  const quota = { limit: settings.rateLimitPerMinute, windowSeconds: 60 }
  if (settings.databaseUrl === undefined) {
    return { reception: createReception(createBudgets(quota), quota), close: async () => undefined }
  }

  const warn = (error: unknown) => log.warn({ event: 'rate-limits-alone', error })
  const counts = createSharedCounts(settings.databaseUrl, quota, { onConnectionLost: warn })
  const budgets = createBudgets({ ...quota, takeShare: counts.take, onShareFailed: warn })
  return { reception: createReception(budgets, quota), close: counts.close }
}
