import { type ComparedCase, compareBehaviour } from './behaviour/compare.ts'
import { measureFaults } from './figures/faults.ts'
import { measureFuzz } from './figures/fuzz.ts'
import { measureHostileKeySets } from './figures/hostile-key-sets.ts'
import { measureKeySetFetches } from './figures/key-set-fetches.ts'
import { measureLatency } from './figures/latency.ts'
import { measureMemory } from './figures/memory.ts'
import { measureOutages } from './figures/outage.ts'
import { measureRotation } from './figures/rotation.ts'
import { seededRandom } from './random.ts'
import type { Figure } from './report/figure.ts'
import type { Scale } from './scale.ts'
import { type Race, race } from './speed/race.ts'
import { speedFigures } from './speed/standings.ts'
import { measureStart } from './speed/start-up.ts'
import { createSigningKey } from './tokens/signing-key.ts'
import type { Workbench } from './workbench.ts'

/** The parts of a run, which can be asked for one by one. */
export const parts = ['race', 'start', 'memory', 'figures', 'behaviour'] as const
export type Part = (typeof parts)[number]

/** What a run found; parts that were not asked for are null or missing. */
export interface Run {
  readonly race: Race | null
  readonly figures: readonly Figure[]
  readonly comparison: readonly ComparedCase[] | null
}

/** Measures, one thing after the other. */
export async function runBenchmarks(options: {
  readonly scale: Scale
  readonly seed: number
  readonly parts: readonly Part[]
  readonly log: (line: string) => void
}): Promise<Run> {
  const { scale, log } = options
  const [key, nextKey] = await Promise.all([createSigningKey('key-1'), createSigningKey('key-2')])
  const bench: Workbench = { scale, random: seededRandom(options.seed), key, nextKey, log }
  const wants = (part: Part) => options.parts.includes(part)

  const raced = wants('race') ? await race(bench) : null
  const figures = raced === null ? [] : [...speedFigures(raced)]
  if (wants('start')) figures.push(await measureStart(bench))
  if (wants('memory')) figures.push(...(await measureMemory(bench)))
  if (wants('figures')) figures.push(...(await measurePromises(bench)))
  const comparison = wants('behaviour') ? await compareBehaviour(bench) : null

  return { race: raced, figures: figures.toSorted((a, b) => a.id.localeCompare(b.id)), comparison }
}

async function measurePromises(bench: Workbench): Promise<readonly Figure[]> {
  return [
    await measureFuzz(bench),
    ...(await measureKeySetFetches(bench)),
    ...(await measureLatency(bench)),
    ...(await measureRotation(bench)),
    ...(await measureOutages(bench)),
    await measureHostileKeySets(bench),
    await measureFaults(bench),
  ]
}
