import { expect, it } from 'vitest'
import { fuzzTokens } from './fuzz-tokens.ts'

it('G-06 accepts no hostile token of a thousand, finds every kind of defect, and agrees with jose about signatures', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)

  const { surprises, reasons, agreed } = await fuzzTokens({ count: 1000, seed })

  expect(surprises, `seed ${seed}`).toEqual([])
  expect(Object.keys(reasons), `seed ${seed}`).toEqual(
    expect.arrayContaining([
      'not-a-jws',
      'encoding',
      'json',
      'header',
      'algorithm',
      'issuer',
      'signature',
      'claims',
    ]),
  )
  expect(agreed.good, `seed ${seed}`).toBeGreaterThan(50)
  expect(agreed.bad, `seed ${seed}`).toBeGreaterThan(50)
})
