import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { otherScripts, runOtherScript } from './other-scripts.ts'
import { toBenchmarksPage, toFigureTable, toGuardCost, toSpeedTable } from './report/benchmarks-page.ts'
import { toComparisonPage, toComparisonTable } from './report/comparison-page.ts'
import { readSurroundings } from './report/surroundings.ts'
import { parts, runBenchmarks } from './run.ts'
import { full, quick } from './scale.ts'

/**
 * `pnpm bench [--quick] [--seed N] [--only PART]…`: prints the figures; a full run also renews the pages in `docs`, and
 * ends with the measurements that other packages bring along.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261122' },
    only: { type: 'string', multiple: true, default: [] },
  },
})
const names: readonly string[] = [...parts, ...otherScripts]
const unknown = values.only.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`Cannot measure ${unknown.join(', ')}: the parts are ${names.join(', ')}`)
  process.exit(2)
}
const isChosen = (name: string) => values.only.length === 0 || values.only.includes(name)

const seed = Number(values.seed)
const surroundings = await readSurroundings(seed)
console.log(`seed ${seed}, Node ${surroundings.node}, ${surroundings.machine}`)
console.log([...surroundings.versions].map(([name, version]) => `${name} ${version}`).join(', '))

const { races, guardCost, figures, comparison, seconds } = await runBenchmarks({
  scale: values.quick ? quick : full,
  seed,
  parts: parts.filter(isChosen),
  log: (line) => console.log(`… ${line}`),
})

if (races !== null) {
  console.log(`\nEach server on one core\n\n${toSpeedTable(races.oneCore)}`)
  console.log(`\nServers on all cores\n\n${toSpeedTable(races.allCores)}`)
}
if (guardCost !== null) console.log(`\n${toGuardCost(guardCost)}`)
if (figures.length > 0) console.log(`\n${toFigureTable(figures)}`)
if (comparison !== null) console.log(`\n${toComparisonTable(comparison)}`)

if (!values.quick) {
  const docs = new URL('../../../docs/', import.meta.url)
  if (races !== null && guardCost !== null && seconds.size === parts.length) {
    await writeFile(
      new URL('benchmarks.md', docs),
      toBenchmarksPage({ races, guardCost, figures, seconds }, surroundings),
    )
  }
  if (comparison !== null) {
    await writeFile(new URL('comparison.md', docs), toComparisonPage(comparison, surroundings))
  }

  // These know no small counts.
  for (const name of otherScripts.filter(isChosen)) {
    console.log(`… ${name}`)
    if (!(await runOtherScript(name))) process.exitCode = 1
  }
}
