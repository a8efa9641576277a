import { helloRequest } from '../load/requests.ts'
import { sendAll } from '../load/send-all.ts'
import type { Figure } from '../report/figure.ts'
import { signAccessTokens } from '../tokens/cognito-tokens.ts'
import { untilReady, type Workbench, withScene } from '../workbench.ts'

/** What remembering tokens costs: to fill the cache, and once it is full. */
export async function measureMemory(bench: Workbench): Promise<readonly Figure[]> {
  bench.log('memory')
  const { distinctTokens, warmUpRequests } = bench.scale
  const remembered = distinctTokens / 2
  return withScene(bench, 'lifeguard', { rememberedTokens: remembered }, async (scene) => {
    await untilReady(bench, scene)
    const tokens = await signAccessTokens(bench.key, scene.subject, distinctTokens + warmUpRequests)
    const requests = tokens.map((token) => helloRequest(scene.server.ready, token))
    const heapAfter = async (from: number, to: number) => {
      await sendAll(scene.server.ready, requests.slice(from, to))
      return (await scene.server.ask('memory', null)).heap
    }

    // Warm with refused requests, so that compiled code is not counted as cache.
    const garbage = helloRequest(scene.server.ready, 'garbage')
    await sendAll(
      scene.server.ready,
      Array.from({ length: warmUpRequests }, () => garbage),
    )
    const empty = await heapAfter(0, 10)
    // Filled and turned over once: the table of a Map grows a last time after its first deletions.
    await heapAfter(10, remembered)
    const full = await heapAfter(remembered, distinctTokens)
    // Long evicted, so new again.
    const turnedOver = await heapAfter(0, remembered)

    const bytesEach = (full - empty) / (remembered - 10)
    const growth = (turnedOver - full) / remembered
    return [
      {
        id: 'memory',
        claim: 'Heap for each remembered token, cache full',
        target: '≤ 1,024 bytes',
        measured: `${Math.round(bytesEach)} bytes`,
        met: bytesEach <= 1024,
      },
      {
        id: 'memory',
        claim: `Heap for each further token once the cache of ${remembered} was filled`,
        target: 'flat: ≤ 10 bytes',
        measured: `${Math.round(growth)} bytes`,
        met: growth <= 10,
      },
    ]
  })
}
