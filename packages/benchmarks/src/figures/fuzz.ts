import { inParallel } from '../in-parallel.ts'
import { oddMessage, sendRaw } from '../load/raw-messages.ts'
import { cycle, helloRequest } from '../load/requests.ts'
import { sendAll } from '../load/send-all.ts'
import type { Figure } from '../report/figure.ts'
import { accessTokenClaims, signAccessTokens } from '../tokens/cognito-tokens.ts'
import { missignedToken, mutatedToken } from '../tokens/mutations.ts'
import {
  accessToken,
  fullYoungGeneration,
  type Scene,
  statusOf,
  untilReady,
  type Workbench,
  withScene,
} from '../workbench.ts'

/** One in this many tokens is signed anew; the others are changed after signing, which costs nothing. */
const missignedShare = 10

/** G-06: tokens that are almost good, and messages that are almost HTTP. */
export async function measureFuzz(bench: Workbench): Promise<Figure> {
  bench.log('fuzz')
  return withScene(bench, 'lifeguard', { nodeFlags: fullYoungGeneration }, async (scene) => {
    await untilReady(bench, scene)
    const { scale } = bench
    const tokens = await hostileTokens(bench, scene)
    const valid = await accessToken(scene, bench.key)
    const messages = Array.from({ length: scale.rawMessages }, () => oddMessage(bench.random, valid))
    const requests = tokens.map((token) => helloRequest(scene.server.ready, token))
    const sendRaws = (raws: readonly string[]) =>
      inParallel(raws, 20, (message) => sendRaw(scene.server.ready, message))
    await sendAll(scene.server.ready, cycle(requests.slice(0, scale.warmUpRequests), scale.warmUpRequests))
    await sendRaws(messages.slice(0, scale.warmUpRequests))
    const before = await scene.server.ask('memory', null)
    await scene.server.ask('takeEventLoopDelay', null)

    const { statuses, seconds } = await sendAll(scene.server.ready, requests)
    const raw = (await sendRaws(messages)).flat()

    const delayMs = await scene.server.ask('takeEventLoopDelay', null)
    const after = await scene.server.ask('memory', null)
    const isAlive = (await statusOf(scene, valid)) === 200
    const answers = [...raw, ...statuses.keys()]
    const accepted = raw.filter((status) => status < 400).length + (statuses.get(200) ?? 0)
    const faults = answers.filter((status) => status >= 500).length
    const grownMb = (after.resident - before.resident) / 2 ** 20
    return {
      id: 'G-06',
      claim: `${tokens.length} almost good tokens, ${messages.length} odd HTTP messages: accepted; kinds of 5xx; memory; event loop delay p99; alive`,
      target: '0; 0; < 20 MB; < 50 ms; yes',
      measured:
        `${accepted}; ${faults}; ${grownMb.toFixed(1)} MB; ${delayMs.toFixed(0)} ms; ${isAlive ? 'yes' : 'no'} ` +
        `(tokens in ${seconds.toFixed(0)} s)`,
      met: accepted === 0 && faults === 0 && grownMb < 20 && delayMs < 50 && isAlive,
    }
  })
}

async function hostileTokens({ scale, random, key }: Workbench, { subject }: Scene): Promise<string[]> {
  const [good, other] = await signAccessTokens(key, subject, 2)
  if (good === undefined || other === undefined) throw new Error('Cannot fuzz: no token was signed')
  const missigned = Array.from({ length: scale.fuzzedTokens / missignedShare }, () =>
    missignedToken(random, key, accessTokenClaims(subject)),
  )
  const mutated = Array.from({ length: scale.fuzzedTokens - missigned.length }, () =>
    mutatedToken(random, good, other),
  )
  return [...(await Promise.all(missigned)), ...mutated]
}
