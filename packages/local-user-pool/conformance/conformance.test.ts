import { afterAll, beforeAll, describe, it } from 'vitest'
import { isRunnable } from './check.ts'
import { checks } from './checks.ts'
import { readRealTarget, startLocalTarget, type Target } from './target.ts'

const real = readRealTarget(process.env)
let target: Target

beforeAll(async () => {
  target = real ?? (await startLocalTarget())
})
afterAll(() => target.close())

describe.each([...new Set(checks.map(({ section }) => section))])('%s', (section) => {
  for (const check of checks.filter((candidate) => candidate.section === section)) {
    it(`${check.behaviour} [${check.tag}]`, async (context) => {
      if (!isRunnable(check, target)) context.skip()
      await check.run(target)
    })
  }
})
