import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { toBenchmarksPage, toFigureTable, toSpeedTable } from './report/benchmarks-page.ts'
import { toComparisonPage, toComparisonTable } from './report/comparison-page.ts'
import { readSurroundings } from './report/surroundings.ts'
import { type Part, parts, runBenchmarks } from './run.ts'
import { full, quick } from './scale.ts'

/**
 * `pnpm bench [--quick] [--seed N] [--only PART]…`: prints the figures; a full run also renews the pages in `docs`.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261122' },
    only: { type: 'string', multiple: true, default: [] },
  },
})
const chosen = parts.filter((part) => values.only.length === 0 || values.only.includes(part))
const unknown = values.only.filter((name) => !parts.includes(name as Part))
if (unknown.length > 0) {
  console.error(`Cannot measure ${unknown.join(', ')}: the parts are ${parts.join(', ')}`)
  process.exit(2)
}

const seed = Number(values.seed)
const surroundings = await readSurroundings(seed)
console.log(`seed ${seed}, Node ${surroundings.node}, ${surroundings.machine}`)
console.log([...surroundings.versions].map(([name, version]) => `${name} ${version}`).join(', '))

const { race, figures, comparison } = await runBenchmarks({
  scale: values.quick ? quick : full,
  seed,
  parts: chosen,
  log: (line) => console.log(`… ${line}`),
})

if (race !== null) console.log(`\n${toSpeedTable(race)}`)
if (figures.length > 0) console.log(`\n${toFigureTable(figures)}`)
if (comparison !== null) console.log(`\n${toComparisonTable(comparison)}`)

if (!values.quick) {
  const docs = new URL('../../../docs/', import.meta.url)
  if (race !== null && chosen.length === parts.length) {
    await writeFile(new URL('benchmarks.md', docs), toBenchmarksPage({ race, figures }, surroundings))
  }
  if (comparison !== null) {
    await writeFile(new URL('comparison.md', docs), toComparisonPage(comparison, surroundings))
  }
}
