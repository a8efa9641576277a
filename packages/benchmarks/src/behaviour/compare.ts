import { type Guard, guards } from '../contenders/names.ts'
import { inParallel } from '../in-parallel.ts'
import { type Workbench, withScene } from '../workbench.ts'
import type { Case, Experiment } from './experiment.ts'
import {
  coldExperiment,
  failingFloodExperiment,
  floodExperiment,
  removedKeyExperiment,
  warmExperiment,
} from './key-sets.ts'
import type { Observation } from './observation.ts'
import { spoiltTokenExperiment, stockTokenExperiment } from './tokens.ts'

/** One line of the table. */
export interface ComparedCase extends Case {
  readonly observations: ReadonlyMap<Guard, Observation>
}

const experiments: readonly Experiment[] = [
  stockTokenExperiment,
  spoiltTokenExperiment,
  coldExperiment,
  warmExperiment,
  floodExperiment,
  failingFloodExperiment,
  removedKeyExperiment,
]

/** Puts every guard through the same twelve cases. Nothing here is timed closely, so that they may run side by side. */
export async function compareBehaviour(bench: Workbench): Promise<readonly ComparedCase[]> {
  const compared: ComparedCase[] = []
  for (const experiment of experiments) {
    const { settings, prepare, cases, observe } = experiment
    bench.log(`behaviour: ${cases.map(({ title }) => title).join('; ')}`)
    // Every guard in the first, so that all of them are known to run; the others take long.
    const names = experiment === experiments[0] ? guards : guards.slice(0, bench.scale.guards)
    const columns = await inParallel(names, 4, (name) =>
      withScene(bench, name, settings, (scene) => observe(bench, scene), prepare),
    )
    for (const [row, { title, expected }] of cases.entries()) {
      const observations = new Map<Guard, Observation>()
      for (const [column, name] of names.entries()) {
        const observation = columns[column]?.[row]
        if (observation !== undefined) observations.set(name, observation)
      }
      compared.push({ title, expected, observations })
    }
  }
  return compared
}
