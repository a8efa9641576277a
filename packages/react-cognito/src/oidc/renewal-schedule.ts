/** Calls for a renewal when one is due, and again, ever more patiently, while it does not succeed. */
export interface RenewalSchedule {
  /** The tokens are fresh; the next renewal is due then. */
  succeeded(renewAtMs: number): void
  /** The pool could not be reached. */
  failed(): void
  stop(): void
}

const firstRetryMs = 5_000
const longestRetryMs = 60_000

/**
 * A renewal is due shortly before the access token expires. Hidden pages wait until somebody looks at them. After a
 * failure the next attempt comes after 5, 10, 20, 40, then every 60 seconds, each stretched by up to a half at random so
 * that not everybody returns at the same moment; and at once when the device comes back online, the page back into view.
 */
export function createRenewalSchedule(renew: () => void): RenewalSchedule {
  let dueAtMs = Number.POSITIVE_INFINITY
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  window.addEventListener('online', wakeUp)
  window.addEventListener('pageshow', wakeUp)
  document.addEventListener('visibilitychange', wakeUp)

  function wakeUp(): void {
    if (document.visibilityState === 'hidden') return
    if (failures > 0 || Date.now() >= dueAtMs) renew()
  }

  function plan(atMs: number): void {
    dueAtMs = atMs
    clearTimeout(timer)
    // Long timers overflow and fire at once; an hour later it is time to look again anyway.
    timer = setTimeout(check, Math.min(atMs - Date.now(), 3_600_000))
  }

  function check(): void {
    if (Date.now() < dueAtMs) plan(dueAtMs)
    else if (document.visibilityState !== 'hidden') renew()
  }

  return {
    succeeded(renewAtMs) {
      failures = 0
      plan(renewAtMs)
    },
    failed() {
      const delayMs = Math.min(firstRetryMs * 2 ** failures, longestRetryMs)
      failures += 1
      plan(Date.now() + delayMs * (1 + Math.random() / 2))
    },
    stop() {
      failures = 0
      dueAtMs = Number.POSITIVE_INFINITY
      clearTimeout(timer)
    },
  }
}
