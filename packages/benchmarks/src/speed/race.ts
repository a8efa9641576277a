import { type Racer, racers } from '../contenders/names.ts'
import { type Contender, startContender } from '../contenders/start-contender.ts'
import { startIssuer } from '../issuer/start-issuer.ts'
import { cycle, helloRequest } from '../load/requests.ts'
import { type SendingOptions, sendAll } from '../load/send-all.ts'
import { signAccessTokens } from '../tokens/cognito-tokens.ts'
import { bulk, forgedKeyIds, threeBlobs } from '../tokens/hostile-tokens.ts'
import { clientId, type Workbench } from '../workbench.ts'

const lapKinds = ['firstSeen', 'repeated', 'garbage'] as const
export type LapKind = (typeof lapKinds)[number]

/** One server under one kind of load, once. */
export interface Lap {
  readonly requestsPerSecond: number
  /** Of all threads of the server. */
  readonly cpuMicrosPerRequest: number
  /** CPU time of the server over wall time: much below 1, and something else is what was measured. */
  readonly serverShare: number
  readonly statuses: readonly number[]
}

/** Every lap of a racer, in the order in which they were run: laps with the same index were neighbours. */
export type Race = Readonly<Record<Racer, Readonly<Record<LapKind, readonly Lap[]>>>>

/** How often servers race, and on which cores. */
export interface Course {
  readonly rounds: number
  /** What keeps each server on one core, so that the generator has another and can stay awake; null: nothing does. */
  readonly launcher: readonly string[] | null
}

/** A server in one round, with everything that it will be sent. */
interface Starter {
  readonly name: Racer
  readonly server: Contender
  readonly requests: Readonly<Record<LapKind, readonly Buffer[]>>
  readonly warmUp: Readonly<Record<LapKind, Iterable<Buffer>>>
}

/**
 * Races the Express servers, in new processes each round. They take turns: each runs a short lap, in a new order every
 * time, while the others wait. What disturbs the machine for longer than a moment disturbs all, so that ratios between
 * neighbouring laps stay true.
 */
export async function race(bench: Workbench, { rounds, launcher }: Course): Promise<Race> {
  const { scale, key, random, log } = bench
  const issuer = await startIssuer(key)
  // Bound to a resource, since one of the peers refuses tokens without `aud`.
  const subject = { issuer: issuer.url, clientId, audience: 'https://api.example.com' }
  log(`signing ${scale.distinctTokens + scale.warmUpRequests} tokens`)
  const warmUp = await signAccessTokens(key, subject, scale.warmUpRequests)
  const distinct = await signAccessTokens(key, subject, scale.distinctTokens)
  const lapLength = scale.distinctTokens / scale.lapsPerRound
  const forgedKeyId = forgedKeyIds(subject)
  const rubbish = Array.from({ length: 100 }, () => [bulk(), threeBlobs(), forgedKeyId()]).flat()

  const laps = emptyRace()
  for (let round = 1; round <= rounds; round++) {
    const starters: Starter[] = []
    for (const name of racers) {
      const server = await startContender(name, subject, { launcher: launcher ?? [] })
      const toRequests = (tokens: readonly string[]) =>
        tokens.map((token) => helloRequest(server.ready, token))
      const valid = toRequests(distinct)
      const garbage = [...cycle(toRequests(rubbish), valid.length)]
      const repeated = [...cycle(valid.slice(0, scale.repeatedTokens), valid.length)]
      starters.push({
        name,
        server,
        requests: { firstSeen: valid, repeated, garbage },
        warmUp: {
          firstSeen: toRequests(warmUp),
          repeated: cycle(repeated, scale.warmUpRequests),
          garbage: cycle(garbage, scale.warmUpRequests),
        },
      })
    }

    for (const kind of lapKinds) {
      // Another kind of request takes another way through the code, which V8 has to compile first.
      for (const { server, warmUp } of starters) await sendAll(server.ready, warmUp[kind])
      for (let turn = 0; turn < scale.lapsPerRound; turn++) {
        for (const { name, server, requests } of random.shuffle(starters)) {
          const [from, to] = [turn * lapLength, (turn + 1) * lapLength]
          laps[name][kind].push(
            await lap(server, requests[kind].slice(from, to), { isAwake: launcher !== null }),
          )
        }
      }
    }
    for (const { name, server } of starters) {
      checkAnswers(name, laps[name])
      await server.stop()
    }
    log(`round ${round} of ${rounds} done`)
  }
  await issuer.stop()
  return laps
}

/** A lap, the first quarter of which is a run-up: a server that has waited for the others finds the caches full of them. */
async function lap(server: Contender, all: readonly Buffer[], options: SendingOptions): Promise<Lap> {
  const runUp = Math.floor(all.length / 4)
  const requests = all.slice(runUp)
  await sendAll(server.ready, all.slice(0, runUp), options)
  const cpuBefore = await server.ask('cpuMs', null)
  const { statuses, seconds } = await sendAll(server.ready, requests, options)
  const cpuMs = (await server.ask('cpuMs', null)) - cpuBefore

  return {
    requestsPerSecond: requests.length / seconds,
    cpuMicrosPerRequest: (cpuMs * 1000) / requests.length,
    serverShare: cpuMs / 1000 / seconds,
    statuses: [...statuses.keys()].toSorted(),
  }
}

// Who refuses what the others accept has less to do. How garbage is refused is everybody's own affair.
function checkAnswers(name: Racer, { firstSeen, repeated, garbage }: Record<LapKind, Lap[]>): void {
  const valid = [firstSeen, repeated].flatMap((laps) => laps.flatMap(({ statuses }) => statuses))
  const refused = name === 'unguarded' ? [] : garbage.flatMap(({ statuses }) => statuses)
  if (valid.some((status) => status !== 200) || refused.some((status) => status < 400)) {
    throw new Error(
      `Cannot compare the speed of "${name}": it answered ${valid.join()} and ${refused.join()}`,
    )
  }
}

function emptyRace(): Record<Racer, Record<LapKind, Lap[]>> {
  const noLaps = () => ({ repeated: [], firstSeen: [], garbage: [] })
  return {
    unguarded: noLaps(),
    lifeguard: noLaps(),
    jose: noLaps(),
    'aws-jwt-verify': noLaps(),
    'express-oauth2-jwt-bearer': noLaps(),
    'express-jwt': noLaps(),
  }
}
