import type { Log } from '../log.ts'
import type { Queries } from './database.ts'
import { forgetPastDenials } from './deny-list-store.ts'
import { forgetOldKeys } from './once.ts'

const hourMs = 60 * 60 * 1000

/** Removes every hour what nobody can ask for any more; returns what ends that. */
export function keepHouse(queries: Queries, log: Log): () => void {
  const clean = async () => {
    try {
      await forgetOldKeys(queries)
      await forgetPastDenials(queries)
    } catch (error) {
      log.warn({ event: 'house-keeping-failed', error })
    }
  }
  const timer = setInterval(clean, hourMs).unref()
  return () => clearInterval(timer)
}
