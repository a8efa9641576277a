import { expect, it } from 'vitest'
import { fuzzTokens } from './fuzz-tokens.ts'

it('G-06 accepts no hostile token of a thousand, and finds every kind of defect among them', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)

  const { surprises, reasons } = await fuzzTokens({ count: 1000, seed })

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
})
