const heldPausesMs = [15_000]
const barePausesMs = [1000, 4000, 13_000, 14_000, 14_000, 14_000]
const steadyPauseMs = 30_000

/**
 * How long to wait after the n-th failed reading of a key set in a row. While a set is still held there is little
 * hurry: 15 seconds, so that a new key is found within 30 of a fault that has passed, then every 30, and once more when
 * holding ends. Without one the answer to everybody is 503, and the six readings of the first minute are spent on it:
 * two at once, for a pool that is back in a moment, the others evenly. Never shorter, and up to a quarter longer, so
 * that instances that failed together do not return together.
 */
export function retryDelayMs(faults: number, heldForMs: number): number {
  const isHeld = heldForMs > 0
  const pausesMs = isHeld ? heldPausesMs : barePausesMs
  const delayMs = withJitter(pausesMs[faults - 1] ?? steadyPauseMs)
  return isHeld ? Math.min(delayMs, heldForMs) : delayMs
}

function withJitter(delayMs: number): number {
  return delayMs * (1 + Math.random() / 4)
}
