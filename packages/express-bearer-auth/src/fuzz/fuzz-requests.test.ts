import { expect, it } from 'vitest'
import { fuzzRequests } from './fuzz-requests.ts'

it('G-06 lets none of three hundred raw requests in and answers each as the fault of its sender', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)

  const { surprises, statuses } = await fuzzRequests({ count: 300, seed })

  expect(surprises, `seed ${seed}`).toEqual([])
  expect(Object.keys(statuses), `seed ${seed}`).toEqual(expect.arrayContaining(['400', '401']))
})
