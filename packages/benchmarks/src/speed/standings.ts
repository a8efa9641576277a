import { type Racer, racers } from '../contenders/names.ts'
import type { Figure } from '../report/figure.ts'
import { median } from '../statistics.ts'
import type { Lap, LapKind, Race } from './race.ts'

/** The same race twice. */
export interface Races {
  /** Each server kept on one core: what the promised figures are taken from. */
  readonly oneCore: Race
  readonly allCores: Race
}

type LapOf = readonly [name: Racer, kind: LapKind]

const peers = racers.filter((name) => name !== 'unguarded' && name !== 'lifeguard')

/** The median over the laps. */
export function typical(laps: readonly Lap[], quantity: Exclude<keyof Lap, 'statuses'>): number {
  return median(laps.map((lap) => lap[quantity]))
}

/** How many times as fast as another lap, compared with its neighbour each time. */
export function ratio(race: Race, lapOf: LapOf, otherOf: LapOf): { bySpeed: number; byCpuTime: number } {
  const pairs = lapsOf(race, lapOf).flatMap((lap, round) => {
    const other = lapsOf(race, otherOf)[round]
    return other === undefined ? [] : [{ lap, other }]
  })
  return {
    bySpeed: median(pairs.map(({ lap, other }) => lap.requestsPerSecond / other.requestsPerSecond)),
    byCpuTime: median(pairs.map(({ lap, other }) => other.cpuMicrosPerRequest / lap.cpuMicrosPerRequest)),
  }
}

/** The peer with the most requests per second. */
function bestPeer(race: Race, kind: LapKind): Racer {
  const speed = (name: Racer) => typical(race[name][kind], 'requestsPerSecond')
  return peers.reduce((best, name) => (speed(name) > speed(best) ? name : best))
}

/**
 * The promised ratios: of requests per second, with a core for each server. Beside them stand CPU time, which noise
 * moves less, and what the same ratio is where every core is open to everybody.
 */
export function speedFigures({ oneCore, allCores }: Races): readonly Figure[] {
  const ours = (kind: LapKind): LapOf => ['lifeguard', kind]
  const best = (kind: LapKind): LapOf => [bestPeer(oneCore, kind), kind]
  const compare = (lapOf: LapOf, otherOf: LapOf, target: number) => {
    const { bySpeed, byCpuTime } = ratio(oneCore, lapOf, otherOf)
    const onAllCores = ratio(allCores, lapOf, otherOf).bySpeed
    return {
      target: `≥ ${target}`,
      measured: `${bySpeed.toFixed(2)} (by CPU time ${byCpuTime.toFixed(2)}; on all cores ${onAllCores.toFixed(2)})`,
      met: bySpeed >= target,
    }
  }

  return [
    {
      id: 'G-16',
      claim: 'Repeated tokens: requests per second against the unguarded route',
      ...compare(ours('repeated'), ['unguarded', 'repeated'], 0.9),
    },
    {
      id: 'G-16',
      claim: `Repeated tokens: against the best peer, ${best('repeated')[0]}`,
      ...compare(ours('repeated'), best('repeated'), 3),
    },
    {
      id: 'G-16',
      claim: `First-seen tokens: against the best peer, ${best('firstSeen')[0]}`,
      ...compare(ours('firstSeen'), best('firstSeen'), 1),
    },
    {
      id: 'G-17',
      claim: 'Garbage: against our own valid first-seen tokens',
      ...compare(ours('garbage'), ours('firstSeen'), 1.3),
    },
  ]
}

function lapsOf(race: Race, [name, kind]: LapOf): readonly Lap[] {
  return race[name][kind]
}
