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
import { type GuardCost, measureGuardCost } from './speed/guard-cost.ts'
import { onOneCore } from './speed/one-core.ts'
import { race } from './speed/race.ts'
import { type Races, speedFigures } from './speed/standings.ts'
import { measureStart } from './speed/start-up.ts'
import { createSigningKey } from './tokens/signing-key.ts'
import type { Workbench } from './workbench.ts'

/** The parts of a run, in their order; each can be asked for alone. */
export const parts = [
  'race',
  'guard',
  'start',
  'memory',
  'fuzz',
  'fetches',
  'latency',
  'rotation',
  'outages',
  'key-sets',
  'faults',
  'behaviour',
] as const
export type Part = (typeof parts)[number]

/** What a run found; what was not asked for is null or missing. */
export interface Run {
  readonly races: Races | null
  readonly guardCost: GuardCost | null
  readonly figures: readonly Figure[]
  readonly comparison: readonly ComparedCase[] | null
  /** How long each part took. */
  readonly seconds: ReadonlyMap<Part, number>
}

const measurements: Record<
  Exclude<Part, 'race' | 'guard' | 'behaviour'>,
  (bench: Workbench) => Promise<readonly Figure[]>
> = {
  start: async (bench) => [await measureStart(bench)],
  memory: measureMemory,
  fuzz: async (bench) => [await measureFuzz(bench)],
  fetches: measureKeySetFetches,
  latency: measureLatency,
  rotation: measureRotation,
  outages: measureOutages,
  'key-sets': async (bench) => [await measureHostileKeySets(bench)],
  faults: async (bench) => [await measureFaults(bench)],
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

  let races: Races | null = null
  let guardCost: GuardCost | null = null
  let comparison: readonly ComparedCase[] | null = null
  const figures: Figure[] = []
  const seconds = new Map<Part, number>()
  for (const part of parts.filter((name) => options.parts.includes(name))) {
    const startedAt = performance.now()
    if (part === 'race') {
      races = {
        oneCore: await race(bench, { rounds: scale.rounds, launcher: onOneCore }),
        allCores: await race(bench, { rounds: scale.roundsOnAllCores, launcher: null }),
      }
      figures.push(...speedFigures(races))
    } else if (part === 'guard') {
      guardCost = await measureGuardCost(bench)
    } else if (part === 'behaviour') {
      comparison = await compareBehaviour(bench)
    } else {
      figures.push(...(await measurements[part](bench)))
    }
    seconds.set(part, (performance.now() - startedAt) / 1000)
  }

  const sorted = figures.toSorted((a, b) => a.id.localeCompare(b.id))
  return { races, guardCost, figures: sorted, comparison, seconds }
}
