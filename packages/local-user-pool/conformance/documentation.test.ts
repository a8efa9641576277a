import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { checks } from './checks.ts'

const documented = readFileSync(new URL('../../../docs/local-pool.md', import.meta.url), 'utf8').replaceAll(
  / +\|/g,
  ' |',
)

it('is in the documentation, behaviour by behaviour', () => {
  const missing = checks.filter(({ behaviour, tag }) => {
    return !documented.includes(`| ${behaviour.replaceAll('|', '\\|')} | ${tag} | holds |`)
  })

  expect(missing.map(({ behaviour }) => behaviour)).toEqual([])
})
