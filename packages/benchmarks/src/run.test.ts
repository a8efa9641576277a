import { describe, expect, it } from 'vitest'
import { guards, racers } from './contenders/names.ts'
import { toBenchmarksPage } from './report/benchmarks-page.ts'
import { toComparisonPage } from './report/comparison-page.ts'
import { readSurroundings } from './report/surroundings.ts'
import { type Part, parts, runBenchmarks } from './run.ts'
import { quick } from './scale.ts'

// Whether the scripts run, never how fast: a figure that is missed here means nothing.
describe('runBenchmarks()', { timeout: 300_000, concurrent: true }, () => {
  const run = (...parts: readonly Part[]) =>
    runBenchmarks({ scale: quick, seed: 1, parts, log: () => undefined })

  it('races every server and times the start', async () => {
    const { races, guardCost, figures, seconds } = await run('race', 'guard', 'start', 'memory')

    expect(figures.map(({ id }) => id)).toEqual(['G-16', 'G-16', 'G-16', 'G-17', 'memory', 'memory', 'start'])
    expect(Object.keys(races?.oneCore ?? {})).toEqual(racers)
    if (races === null || guardCost === null) throw new Error('Not everything was measured')
    const page = toBenchmarksPage({ races, guardCost, figures, seconds }, await readSurroundings(1))
    for (const name of racers)
      expect(page.match(new RegExp(`^\\| ${name} +\\| [\\d,]+/s, \\d+ µs`, 'gm'))).toHaveLength(2)
    expect(page).not.toContain('NaN')
    expect(page).not.toContain('unknown')
  })

  it('measures every promised figure', async () => {
    const others: readonly Part[] = ['race', 'guard', 'start', 'memory', 'behaviour']
    const { figures } = await run(...parts.filter((part) => !others.includes(part)))

    const ids = [...new Set(figures.map(({ id }) => id))]
    const promised = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20].map((n) => `G-${String(n).padStart(2, '0')}`)
    expect(ids).toEqual(promised)
    for (const { measured } of figures) expect(measured).not.toContain('NaN')
  })

  it('puts every guard beside ours, which passes', async () => {
    const { comparison } = await run('behaviour')

    expect(comparison).toHaveLength(12)
    expect([...(comparison?.[0]?.observations.keys() ?? [])]).toEqual(guards)
    const ours = comparison?.slice(0, 4).map(({ observations }) => observations.get('lifeguard')?.mark)
    expect(ours).toEqual(['right', 'right', 'right', 'right'])
    if (comparison === null) return
    expect(toComparisonPage(comparison, await readSurroundings(1))).toContain('✓ 200')
  })
})
