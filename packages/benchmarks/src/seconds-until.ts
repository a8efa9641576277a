import { setTimeout } from 'node:timers/promises'

/**
 * Asks again and again until the answer is true, and answers how many seconds that took; null: it was not true within
 * `seconds`.
 */
export async function secondsUntil(
  isTrue: () => Promise<boolean>,
  { seconds, everyMs = 50 }: { seconds: number; everyMs?: number },
): Promise<number | null> {
  const startedAt = performance.now()
  for (;;) {
    const askedAfter = (performance.now() - startedAt) / 1000
    if (await isTrue()) return askedAfter
    if (askedAfter > seconds) return null
    await setTimeout(everyMs)
  }
}
