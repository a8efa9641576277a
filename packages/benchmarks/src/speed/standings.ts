import { type Racer, racers } from '../contenders/names.ts'
import type { Figure } from '../report/figure.ts'
import { median } from '../statistics.ts'
import type { Lap, LapKind, Race } from './race.ts'

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

/** The promised ratios. They are promised for requests per second; CPU time, which noise moves less, stands beside. */
export function speedFigures(race: Race): readonly Figure[] {
  const ours = (kind: LapKind): LapOf => ['lifeguard', kind]
  const best = (kind: LapKind): LapOf => [bestPeer(race, kind), kind]

  return [
    {
      id: 'G-16',
      claim: 'Repeated tokens: requests per second against the unguarded route',
      ...compare(race, ours('repeated'), ['unguarded', 'repeated'], 0.9),
    },
    {
      id: 'G-16',
      claim: `Repeated tokens: against the best peer, ${best('repeated')[0]}`,
      ...compare(race, ours('repeated'), best('repeated'), 3),
    },
    {
      id: 'G-16',
      claim: `First-seen tokens: against the best peer, ${best('firstSeen')[0]}`,
      ...compare(race, ours('firstSeen'), best('firstSeen'), 1),
    },
    {
      id: 'G-17',
      claim: 'Garbage: against our own valid first-seen tokens',
      ...compare(race, ours('garbage'), ours('firstSeen'), 1.3),
    },
  ]
}

function compare(race: Race, lapOf: LapOf, otherOf: LapOf, target: number) {
  const { bySpeed, byCpuTime } = ratio(race, lapOf, otherOf)
  return {
    target: `≥ ${target}`,
    measured: `${bySpeed.toFixed(2)} (by CPU time ${byCpuTime.toFixed(2)})`,
    met: bySpeed >= target,
  }
}

function lapsOf(race: Race, [name, kind]: LapOf): readonly Lap[] {
  return race[name][kind]
}
