const firstDelayMs = 1000
const steadyDelayMs = 30_000

/**
 * How long to wait after a failed reading of a key set. While a set is still held there is no hurry: every 30 seconds,
 * and once more when holding ends. Without one the answer to everybody is 503: 1 second, then twice as long each time,
 * up to 30. Never shorter, and up to a quarter longer, so that instances that failed together do not return together.
 */
export function retryDelayMs(faultsWithoutKeys: number, heldForMs: number): number {
  if (heldForMs > 0) return Math.min(withJitter(steadyDelayMs), heldForMs)
  return withJitter(Math.min(firstDelayMs * 2 ** (faultsWithoutKeys - 1), steadyDelayMs))
}

function withJitter(delayMs: number): number {
  return delayMs * (1 + Math.random() / 4)
}
