import { describe, expect, it } from 'vitest'
import { RefetchBudget } from './refetch-budget.ts'

const hour = 3_600_000

describe('RefetchBudget', () => {
  it('Q-08 holds two fruitful refetches, however long nobody asked', () => {
    const budget = new RefetchBudget(0)

    for (let rotation = 0; rotation < 2; rotation++) {
      const spent = budget.spend(hour)
      expect(spent).not.toBe(null)
      spent?.giveBack()
    }
    expect(budget.spend(hour)).toBe(null)
    expect(budget.spend(hour + 29_000)).toBe(null)
    expect(budget.spend(hour + 30_000)).not.toBe(null)
  })

  it('Q-01 is used up by one that was in vain', () => {
    const budget = new RefetchBudget(0)

    expect(budget.spend(hour)).not.toBe(null)
    expect(budget.spend(hour)).toBe(null)
    expect(budget.spend(hour + 30_000)).not.toBe(null)
  })
})
