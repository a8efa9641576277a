import { parseArgs } from 'node:util'
import { fuzzRequests } from './fuzz-requests.ts'

const { values } = parseArgs({ options: { count: { type: 'string' }, seed: { type: 'string' } } })
const count = Number(values.count ?? 10_000)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32))
console.log(
  `Sending ${count} raw requests with broken credentials to a guarded app, seed ${seed}, Node ${process.version}`,
)

const startedAt = performance.now()
const { surprises, statuses } = await fuzzRequests({ count, seed })
console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s, ${surprises.length} surprises`)
console.table(statuses)
for (const surprise of surprises.slice(0, 10)) console.log(surprise)
process.exitCode = surprises.length === 0 ? 0 : 1
