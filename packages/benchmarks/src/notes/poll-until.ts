import { setTimeout as sleep } from 'node:timers/promises'

/** Tries again, for 30 seconds at most, until it does not throw. */
export async function pollUntil<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 30_000
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}
