import { type Racer, racers } from '../contenders/names.ts'
import { type Contender, startContender } from '../contenders/start-contender.ts'
import { startIssuer } from '../issuer/start-issuer.ts'
import { cycle, helloRequest } from '../load/requests.ts'
import { sendAll } from '../load/send-all.ts'
import { signAccessTokens } from '../tokens/cognito-tokens.ts'
import { bulk, forgedKeyIds, threeBlobs } from '../tokens/hostile-tokens.ts'
import { clientId, type Workbench } from '../workbench.ts'

export type LapKind = 'repeated' | 'firstSeen' | 'garbage'

/** One server under one kind of load, once. */
export interface Lap {
  readonly requestsPerSecond: number
  /** Of all threads of the server. */
  readonly cpuMicrosPerRequest: number
  readonly generatorShare: number
  readonly statuses: readonly number[]
}

/** Every lap of a racer, in the order of the rounds. */
export type Race = Readonly<Record<Racer, Readonly<Record<LapKind, readonly Lap[]>>>>

/**
 * Races the Express servers: in each round all of them run one after the other, in a new order and in new processes,
 * with the same tokens. What disturbs a round disturbs all, so that ratios within a round stay true.
 */
export async function race(bench: Workbench): Promise<Race> {
  const { scale, key, random, log } = bench
  const issuer = await startIssuer(key)
  // Bound to a resource, since one of the peers refuses tokens without `aud`.
  const subject = { issuer: issuer.url, clientId, audience: 'https://api.example.com' }
  log(`signing ${scale.distinctTokens + scale.warmUpRequests} tokens`)
  const warmUp = await signAccessTokens(key, subject, scale.warmUpRequests)
  const distinct = await signAccessTokens(key, subject, scale.distinctTokens)
  const forgedKeyId = forgedKeyIds(subject)
  const rubbish = Array.from({ length: 100 }, () => [bulk(), threeBlobs(), forgedKeyId()]).flat()

  const laps = emptyRace()
  for (let round = 1; round <= scale.rounds; round++) {
    for (const name of random.shuffle(racers)) {
      const server = await startContender(name, subject)
      const requests = (tokens: readonly string[]) => tokens.map((token) => helloRequest(server.ready, token))
      const valid = requests(distinct)
      const garbage = requests(rubbish)

      await sendAll(server.ready, requests(warmUp))
      await sendAll(server.ready, cycle(garbage, scale.warmUpRequests))
      const repeated = cycle(valid.slice(0, scale.repeatedTokens), scale.lapRequests)
      laps[name].firstSeen.push(await lap(server, valid, valid.length))
      laps[name].repeated.push(await lap(server, repeated, scale.lapRequests))
      laps[name].garbage.push(await lap(server, cycle(garbage, scale.lapRequests), scale.lapRequests))
      checkAnswers(name, laps[name])
      await server.stop()
    }
    log(`round ${round} of ${scale.rounds} done`)
  }
  await issuer.stop()
  return laps
}

async function lap(server: Contender, requests: Iterable<Buffer>, count: number): Promise<Lap> {
  // Everybody starts with a clean heap.
  await server.ask('memory', null)
  const cpuBefore = await server.ask('cpuMs', null)
  const { statuses, seconds, generatorShare } = await sendAll(server.ready, requests)
  const cpuMs = (await server.ask('cpuMs', null)) - cpuBefore

  return {
    requestsPerSecond: count / seconds,
    cpuMicrosPerRequest: (cpuMs * 1000) / count,
    generatorShare,
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
