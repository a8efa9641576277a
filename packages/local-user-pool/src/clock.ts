/** A clock that can be moved. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves it on; negative moves it back. */
  advance(ms: number): void
  /** Sets it so far off the real time, or off the time it was given. */
  setOffset(ms: number): void
}

export function createClock(base: () => number): Clock {
  let offset = 0
  return {
    now: () => base() + offset,
    advance(ms) {
      offset += checked(ms)
    },
    setOffset(ms) {
      offset = checked(ms)
    },
  }
}

function checked(ms: number): number {
  if (Number.isFinite(ms)) return ms
  throw new TypeError('Cannot move the clock: give milliseconds as a number')
}
