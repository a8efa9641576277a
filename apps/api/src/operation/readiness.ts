import { setTimeout as wait } from 'node:timers/promises'
import type { AccessTokenVerifier, KeySetState } from '@lifeguard/access-token'
import type { Database } from '../data/database.ts'

export interface Readiness {
  /** Of several pools, that of the worst. */
  readonly keySet: KeySetState
  /** What keeps the API from answering, in words for the operator. Nothing: it is ready. */
  readonly obstacles: readonly string[]
}

export type CheckReadiness = () => Promise<Readiness>

const patienceMs = 1_000

/**
 * Finds out whether the API can answer. It asks the database, and gives up after a second; it never asks the pool:
 * what the verifier holds is what counts. Anybody may ask, as often as they like, so all who ask at the same time share
 * one question: a flood takes one connection of the database, and not all.
 */
export function createReadinessCheck(
  verifier: Pick<AccessTokenVerifier, 'readiness'>,
  database: Pick<Database, 'ping'>,
): CheckReadiness {
  let asking: Promise<boolean> | undefined
  function hasDatabase(): Promise<boolean> {
    asking ??= answers(database).finally(() => {
      asking = undefined
    })
    return asking
  }

  return async () => {
    const states = verifier.readiness().map((pool) => pool.keySet)
    const keySet = (['none', 'stale'] as const).find((state) => states.includes(state)) ?? 'fresh'
    const isAnswered = await hasDatabase()
    return {
      keySet,
      obstacles: [
        ...(keySet === 'none' ? ['No key set of the user pool has been read'] : []),
        ...(isAnswered ? [] : ['The database does not answer']),
      ],
    }
  }
}

async function answers(database: Pick<Database, 'ping'>): Promise<boolean> {
  const giveUp = new AbortController()
  const ping = database.ping().then(
    () => true,
    () => false,
  )
  const tooLate = wait(patienceMs, false, { signal: giveUp.signal, ref: false }).catch(() => false)
  const answered = await Promise.race([ping, tooLate])
  giveUp.abort()
  return answered
}
