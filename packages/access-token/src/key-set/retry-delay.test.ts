import { describe, expect, it } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'

const hour = 3_600_000

/** When a pool that never answers is read, in seconds since the first reading. */
function readingsWhileBare(): number[] {
  const readings = [0]
  for (let faults = 1; faults <= 12; faults++) {
    readings.push((readings.at(-1) ?? 0) + retryDelayMs(faults, 0) / 1000)
  }
  return readings
}

describe('retryDelayMs()', () => {
  it('G-07 lets nobody read more than six times in the first minute, and twice in each that follows', () => {
    for (let round = 0; round < 500; round++) {
      const readings = readingsWhileBare()
      const inMinute = (minute: number) => readings.filter((at) => Math.floor(at / 60) === minute).length

      expect(inMinute(0)).toBeLessThanOrEqual(6)
      expect(inMinute(0)).toBeGreaterThanOrEqual(5)
      for (const minute of [1, 2, 3]) expect(inMinute(minute)).toBeLessThanOrEqual(2)
    }
  })

  it('G-15 finds a pool that was away for 5 seconds within 5, and within 18 if it was for half a minute', () => {
    for (let round = 0; round < 500; round++) {
      const readings = readingsWhileBare()
      const recoveryAfter = (awaySeconds: number) =>
        (readings.find((at) => at >= awaySeconds) ?? Number.NaN) - awaySeconds

      for (const away of [0.5, 1, 3, 5]) expect(recoveryAfter(away)).toBeLessThanOrEqual(5)
      for (const away of [8, 20, 30]) expect(recoveryAfter(away)).toBeLessThanOrEqual(18)
    }
  })

  it('is in less of a hurry while a set is held, and reads once more when that ends', () => {
    for (let round = 0; round < 500; round++) {
      const [first, second] = [retryDelayMs(1, hour), retryDelayMs(2, hour)]

      expect(first).toBeGreaterThanOrEqual(15_000)
      expect(first).toBeLessThan(19_000)
      expect(second).toBeGreaterThanOrEqual(30_000)
      expect(second).toBeLessThan(38_000)
      expect(retryDelayMs(1, 2000)).toBe(2000)
    }
  })
})
