import { expect, it } from 'vitest'
import { createKeyRing, createUserPoolKeys, type UserPoolKeys } from './keys.ts'

it('publishes twelve keys at most, the newest, and tells of every change', async () => {
  const pair = await createUserPoolKeys()
  const sixPairs = Array.from({ length: 6 }, (_, round) =>
    pair.keys.map((key) => ({ ...key, kid: `${key.use} ${round}` })),
  ).flat()
  const changes: UserPoolKeys[] = []
  const ring = createKeyRing({ ...pair, keys: sixPairs }, (keys) => changes.push(keys))

  await ring.rotate()
  const rotated = ring.keySet().keys.map(({ kid }) => kid)
  ring.withdrawOld()
  const withdrawn = ring.keySet().keys.map(({ kid }) => kid)

  expect(rotated.slice(0, 10)).toEqual(sixPairs.slice(2).map(({ kid }) => kid))
  expect(rotated).toHaveLength(12)
  expect(withdrawn).toEqual(rotated.slice(10))
  expect(ring.published('id 1')).toBeUndefined()
  expect(changes.map(({ keys }) => keys.map(({ kid }) => kid))).toEqual([rotated, withdrawn])
})
