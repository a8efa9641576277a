import { type Racer, racers } from '../contenders/names.ts'
import type { Run } from '../run.ts'
import { full } from '../scale.ts'
import type { GuardCost } from '../speed/guard-cost.ts'
import { onOneCore } from '../speed/one-core.ts'
import type { Race } from '../speed/race.ts'
import { type Races, ratio, typical } from '../speed/standings.ts'
import type { Figure } from './figure.ts'
import type { Surroundings } from './surroundings.ts'
import { toTable } from './table.ts'

/** Requests per second and CPU time of every racer, and each one's ratio to the unguarded route. */
export function toSpeedTable(race: Race): string {
  return toTable(
    [
      '',
      'repeated tokens',
      'first-seen tokens',
      'garbage refused',
      'repeated / unguarded',
      'first-seen / unguarded',
    ],
    racers.map((name) => {
      const cell = (kind: 'repeated' | 'firstSeen' | 'garbage') =>
        `${Math.round(typical(race[name][kind], 'requestsPerSecond')).toLocaleString('en')}/s, ` +
        `${typical(race[name][kind], 'cpuMicrosPerRequest').toFixed(0)} µs`
      const share = (kind: 'repeated' | 'firstSeen') => {
        const { bySpeed, byCpuTime } = ratio(race, [name, kind], ['unguarded', kind])
        return `${bySpeed.toFixed(2)} (${byCpuTime.toFixed(2)})`
      }
      return [
        name,
        cell('repeated'),
        cell('firstSeen'),
        name === 'unguarded' ? '' : `${cell('garbage')}: ${answersOf(race, name)}`,
        share('repeated'),
        share('firstSeen'),
      ]
    }),
  )
}

function answersOf(race: Race, name: Racer): string {
  return [...new Set(race[name].garbage.flatMap(({ statuses }) => statuses))].toSorted().join(', ')
}

/** Every promised figure, and whether it was met. */
export function toFigureTable(figures: readonly Figure[]): string {
  return toTable(
    ['', 'figure', 'target', 'measured', ''],
    figures.map(({ id, claim, target, measured, met }) => [
      id,
      claim,
      target,
      measured,
      met ? 'met' : '**missed**',
    ]),
  )
}

/** What the guard takes of a request, where nothing else runs. */
export function toGuardCost({ guard, verifier, digest }: GuardCost): string {
  const [all, verifying, hashing] = [guard, verifier, digest].map((micros) => micros.toFixed(1))
  return `In one process, without server and sockets, a guard with a remembered token takes ${all} µs: ${verifying} µs of it
the verifier, and ${hashing} µs of that the SHA-256 of the token.`
}

/** A run with everything that the page shows. */
type MeasuredRun = Pick<Run, 'figures' | 'seconds'> & { readonly races: Races; readonly guardCost: GuardCost }

/** The whole page. */
export function toBenchmarksPage(
  { races: { oneCore, allCores }, guardCost, figures, seconds }: MeasuredRun,
  surroundings: Surroundings,
): string {
  const { date, seed, node, machine, loadAverage, versions } = surroundings
  const serverShare = Math.min(
    ...racers.flatMap((name) => Object.values(oneCore[name]).map((laps) => typical(laps, 'serverShare'))),
  )
  const lapsOf = (race: Race) => race.unguarded.repeated.length
  const thousands = (value: number) => value.toLocaleString('en')

  return `# Benchmarks

Written by \`pnpm bench\`: run it again rather than edit it. The behaviour of the same libraries is compared in
[comparison.md](comparison.md).

## Speed

Requests per second and CPU time of the server for each request (all its threads), medians over the laps. The last two
columns are ratios between neighbouring laps, by requests per second and, in brackets, by CPU time.

**One core for each server**, as in a container with one CPU: ${lapsOf(oneCore)} laps. The load generator has the other core and never
sleeps. The promised figures are taken from here.

${toSpeedTable(oneCore)}

**All cores for everybody**: ${lapsOf(allCores)} laps. A library that verifies in the thread pool has the second core for it whenever the load
generator sleeps, and whoever answers the sleeping generator has to wake it.

${toSpeedTable(allCores)}

## Promised figures

${toFigureTable(figures)}

## How to read them

- ${toGuardCost(guardCost).replaceAll('\n', '\n  ')}
  What the table shows beyond that is a step of the router, and code that has left the processor's caches between two requests.
- With a second core that has nothing else to do, the thread pool answers more first-seen tokens; ours takes less processor
  time for each ([decision 020](decisions/020-signatures-are-checked-by-node.md)).
- A start with the pool away for 20 s: six readings in the first minute leave a gap of ten seconds between some two of
  them, so that the pool cannot always be found 5 s after it is back. The fetches were preferred:
  [decision 022](decisions/022-a-key-set-is-held-through-outages.md).
- Latencies, the delay of the event loop and short growth of memory (V8 enlarges its young generation by 16 MB when it has
  much to do) tell of the whole machine: with others at work on it they say little about us.

## Method

- One run on ${date}, seed ${seed}; one machine, everything on loopback: ${machine}; Node ${node}.
- Load average before the run: ${loadAverage.toFixed(1)}. Above 1 or so, others worked on the machine too: then trust ratios more than
  requests per second, CPU time more than either, and latencies least.
- Each server is a process of its own: Express with one route, guarded as the README of the library says; the key server
  is another process. Requests come over real HTTP with keep-alive, 10 connections, each waiting for its answer.
- The load generator writes prepared bytes to sockets. ${onOneCore !== null ? 'On one core' : 'Here no server could be kept on one core, for want of `taskset` or of a second core'}: in a typical lap
  a server was busy at least ${Math.round(serverShare * 100)} % of the time, so that it is the server that is measured.
- Every server runs ${full.rounds} times on one core and ${full.roundsOnAllCores} times on all, each time as a new process, warmed up, with the same ${thousands(full.distinctTokens)} tokens that it has never
  seen, then ${full.repeatedTokens} of them again and again, then garbage (8 KB that is no token, three parts that are no JSON, forged
  key ids; a third each). The servers take turns: laps of ${thousands(full.distinctTokens / full.lapsPerRound)} requests in a shuffled order, one server at a time, so that
  other work on the machine disturbs all alike. The first quarter of a lap is a run-up that does not count: after a
  pause a server finds the processor's caches full of the others.
- Tokens carry an \`aud\` in the speed comparison, because express-oauth2-jwt-bearer refuses tokens without it.
- \`aws-jwt-verify\` is its generic \`JwtRsaVerifier\` with the checks for Cognito: \`CognitoJwtVerifier\` cannot be pointed
  at a pool on loopback. Its README refuses with 403; the others with 401.
- The peers' own error paths are what their README leads to: express-jwt and express-oauth2-jwt-bearer leave the answer
  to Express, which writes a stack trace to stderr for each refusal (here into the void).
- Start-up is measured on bundles, ours and the bare one alike.
- Fetches are counted at the key server.
- The parts of this run took: ${toDurations(seconds)}.

## Versions

${[...versions].map(([name, version]) => `${name} ${version}`).join(', ')}.
`
}

function toDurations(seconds: Run['seconds']): string {
  return [...seconds].map(([part, took]) => `\`${part}\` ${Math.round(took)} s`).join(', ')
}
