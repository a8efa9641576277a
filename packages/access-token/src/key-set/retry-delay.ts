const firstDelayMs = { held: 15_000, bare: 1000 }
const steadyDelayMs = 30_000

/**
 * How long to wait after the n-th failed reading of a key set in a row. While a set is still held there is little
 * hurry: 15 seconds, so that a new key is found within 30 of a fault that has passed, then every 30, and once more when
 * holding ends. Without one the answer to everybody is 503: 1 second, then twice as long each time, up to 30. Never
 * shorter, and up to a quarter longer, so that instances that failed together do not return together.
 */
export function retryDelayMs(faults: number, heldForMs: number): number {
  const isHeld = heldForMs > 0
  const firstMs = isHeld ? firstDelayMs.held : firstDelayMs.bare
  const delayMs = withJitter(Math.min(firstMs * 2 ** (faults - 1), steadyDelayMs))
  return isHeld ? Math.min(delayMs, heldForMs) : delayMs
}

function withJitter(delayMs: number): number {
  return delayMs * (1 + Math.random() / 4)
}
