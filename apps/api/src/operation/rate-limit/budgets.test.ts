import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { type BudgetOptions, createBudgets, type Share } from './budgets.ts'

const window = { limit: 40, windowSeconds: 60 }

/** A count that instances share, as the database keeps it. */
function createCount(limit: number) {
  let taken = 0
  const sizes: number[] = []
  const takeShare = async (_key: string, size: number): Promise<Share> => {
    const granted = Math.max(0, Math.min(size, limit - taken))
    taken += size
    sizes.push(size)
    return { granted, remaining: Math.max(0, limit - taken), windowEndsInMs: 30_000 }
  }
  return { sizes, takeShare }
}

async function admitted(budgets: ReturnType<typeof createBudgets>, key: string, requests: number) {
  const answers = await Promise.all(Array.from({ length: requests }, () => budgets.take(key)))
  return answers.filter(({ isAdmitted }) => isAdmitted).length
}

describe('createBudgets()', () => {
  it('P-12: admits as many requests of a key as it may make, and says when there will be more', () => {
    let now = 1_000
    const budgets = createBudgets({ limit: 2, windowSeconds: 60, now: () => now })
    const take = () => budgets.take('a')

    expect(take()).toMatchObject({ isAdmitted: true, remaining: 1, resetSeconds: 60 })
    now += 20_000
    expect(take()).toMatchObject({ isAdmitted: true, remaining: 0, resetSeconds: 40 })
    expect(take()).toMatchObject({ isAdmitted: false, isFirstRefusal: true, remaining: 0, resetSeconds: 40 })
    expect(take()).toMatchObject({ isAdmitted: false, isFirstRefusal: false })
    expect(budgets.take('b')).toMatchObject({ isAdmitted: true, remaining: 1 })
    now += 40_000
    expect(take()).toMatchObject({ isAdmitted: true, remaining: 1, resetSeconds: 60 })
  })

  it('P-12: never admits more than the limit where two instances share it', async () => {
    const { takeShare } = createCount(window.limit)
    const first = createBudgets({ ...window, takeShare })
    const second = createBudgets({ ...window, takeShare })

    const [here, there] = await Promise.all([admitted(first, 'a', 100), admitted(second, 'a', 100)])

    expect(here + there).toBe(window.limit)
  })

  it('gives out the last requests where the limit is no multiple of a share', async () => {
    const { takeShare } = createCount(41)

    expect(await admitted(createBudgets({ limit: 41, windowSeconds: 60, takeShare }), 'a', 100)).toBe(41)
  })

  it('asks for the common count once in a twentieth of the budget', async () => {
    const { takeShare, sizes } = createCount(window.limit)
    const budgets = createBudgets({ ...window, takeShare })

    await admitted(budgets, 'a', 40)
    expect(sizes).toEqual(Array.from({ length: 20 }, () => 2))
    await admitted(budgets, 'a', 1_000)
    expect(sizes).toHaveLength(20)
  })

  it('counts alone while the common count cannot be had', async () => {
    const failures: unknown[] = []
    const options: BudgetOptions = {
      ...window,
      takeShare: () => Promise.reject(new Error('down')),
      onShareFailed: (error) => failures.push(error),
    }

    expect(await admitted(createBudgets(options), 'a', 100)).toBe(window.limit)
    expect(failures).toHaveLength(1)
  })

  it('P-12: keeps a bounded number of keys in mind', () => {
    const budgets = createBudgets({ limit: 1, windowSeconds: 60 })
    const before = heapInUse()

    for (let i = 0; i < 100_000; i++) budgets.take(`address ${i}`)

    expect(heapInUse() - before).toBeLessThan(10_000_000)
    expect(budgets.take('address 99999')).toMatchObject({ isAdmitted: false })
    expect(budgets.take('address 0')).toMatchObject({ isAdmitted: true })
  })

  it('P-12: forgets first whose window began first, and not who was seen first', () => {
    let now = 1_000
    const budgets = createBudgets({ limit: 1, windowSeconds: 60, keys: 3, now: () => now })
    budgets.take('a')
    now += 30_000
    budgets.take('b')
    now += 30_000
    expect(budgets.take('a')).toMatchObject({ isAdmitted: true })

    for (const newcomer of ['c', 'd']) budgets.take(newcomer)

    expect(budgets.take('a')).toMatchObject({ isAdmitted: false })
  })
})

/** Bytes that survive a collection. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
