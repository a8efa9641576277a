/** Chance that can be had again: the same seed throws the same dice (mulberry32). */
export interface Dice {
  /** A whole number from 0 to `sides - 1`. */
  readonly roll: (sides: number) => number
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0

  function roll(sides: number): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }

  // A roll is always below the number of choices.
  return { roll, pick: (choices) => choices[roll(choices.length)] as (typeof choices)[number] }
}
