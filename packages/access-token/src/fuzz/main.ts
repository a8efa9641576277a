import { parseArgs } from 'node:util'
import { fuzzTokens } from './fuzz-tokens.ts'

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } })
const count = Number(values.count ?? 100_000)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32))
console.log(`Showing ${count} hostile tokens to a verifier, seed ${seed}, Node ${process.version}`)

const startedAt = performance.now()
const { surprises, reasons, agreed } = await fuzzTokens({
  count,
  seed,
  onProgress: (shown) => console.log(`${shown} shown`),
})
console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s, ${surprises.length} surprises`)
console.log(`jose found ${agreed.good} signatures good and ${agreed.bad} bad, as we did`)
console.table(reasons)
for (const { defect, token } of surprises.slice(0, 10)) console.log(defect, token)
process.exitCode = surprises.length === 0 ? 0 : 1
