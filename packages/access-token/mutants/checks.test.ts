import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checks } from './checks.ts'

it('every check that can be taken out stands in its file once', () => {
  const occurrences = checks.map(({ file, check }) => ({
    file,
    check,
    times: readFileSync(join(import.meta.dirname, '..', file), 'utf8').split(check).length - 1,
  }))

  expect(occurrences.length).toBeGreaterThan(90)
  expect(occurrences.filter(({ times }) => times !== 1)).toEqual([])
})
