import { setTimeout } from 'node:timers/promises'
import { helloRequest, inTurn } from '../load/requests.ts'
import { sendPaced } from '../load/send-paced.ts'
import type { Figure } from '../report/figure.ts'
import { secondsUntil } from '../seconds-until.ts'
import { forgedKeyIds } from '../tokens/hostile-tokens.ts'
import {
  accessToken,
  isAccepted,
  type Scene,
  statusOf,
  untilReady,
  type Workbench,
  withScene,
} from '../workbench.ts'

/** G-09 and G-10: how soon a new key is accepted, and a removed one refused. */
export async function measureRotation(bench: Workbench): Promise<readonly Figure[]> {
  bench.log('rotation of keys')
  return Promise.all([measureNewKey(bench), measureNewKeyInFlood(bench), measureRemovedKey(bench)])
}

function measureNewKey(bench: Workbench): Promise<Figure> {
  return withScene(bench, 'lifeguard', {}, async (scene) => {
    await untilReady(bench, scene)
    await setTimeout(Math.min(30, bench.scale.rotationSeconds) * 1000)
    await scene.issuer.publish(bench.key, bench.nextKey)

    const status = await statusOf(scene, await accessToken(scene, bench.nextKey))
    const fetches = (await scene.issuer.takeFetches()).length

    return {
      id: 'G-09',
      claim: 'First token with a new key, 30 s after the last fetch: status, fetches',
      target: '200, ≤ 1',
      measured: `${status}, ${fetches}`,
      met: status === 200 && fetches <= 1,
    }
  })
}

function measureNewKeyInFlood(bench: Workbench): Promise<Figure> {
  const { rotationSeconds } = bench.scale
  return withScene(bench, 'lifeguard', {}, async (scene) => {
    await untilReady(bench, scene)
    const oldToken = await accessToken(scene, bench.key)
    const newToken = await accessToken(scene, bench.nextKey)
    const flooding = sendPaced(
      scene.server.ready,
      [
        { perSecond: 500, connections: 10, next: forgedRequests(scene) },
        { perSecond: 50, connections: 5, next: inTurn([helloRequest(scene.server.ready, oldToken)]) },
      ],
      rotationSeconds,
    )
    await setTimeout(Math.min(1000, rotationSeconds * 500))
    await scene.issuer.publish(bench.key, bench.nextKey)

    const seconds = await secondsUntil(() => isAccepted(scene, newToken), { seconds: rotationSeconds - 1 })
    const [, old] = await flooding
    const refused = (old?.latenciesMs.length ?? 0) - (old?.statuses.get(200) ?? 0)

    return {
      id: 'G-09',
      claim:
        'New key in the middle of a flood of forged key ids: seconds until accepted; old-key tokens refused',
      target: '≤ 30; 0',
      measured: `${seconds?.toFixed(1) ?? 'not accepted'}; ${refused}`,
      met: seconds !== null && seconds <= 30 && refused === 0,
    }
  })
}

function forgedRequests({ server, subject }: Scene): () => Buffer {
  const forgedKeyId = forgedKeyIds(subject)
  return () => helloRequest(server.ready, forgedKeyId())
}

function measureRemovedKey(bench: Workbench): Promise<Figure> {
  const maxAgeSeconds = 3
  return withScene(bench, 'lifeguard', { keySetMaxAgeMs: maxAgeSeconds * 1000 }, async (scene) => {
    await scene.issuer.publish(bench.key, bench.nextKey)
    await untilReady(bench, scene)
    const removed = await accessToken(scene, bench.nextKey)
    await secondsUntil(() => isAccepted(scene, removed), { seconds: 1 })
    await scene.issuer.publish(bench.key)

    const isRefused = async () => !(await isAccepted(scene, removed))
    const seconds = await secondsUntil(isRefused, { seconds: 3 * maxAgeSeconds, everyMs: 20 })

    return {
      id: 'G-10',
      claim: `Removed key, set to be refused after ${maxAgeSeconds} s: seconds until refused, known tokens only`,
      target: `≤ ${maxAgeSeconds}`,
      measured: seconds?.toFixed(1) ?? 'still accepted',
      // The questions come every 20 ms.
      met: seconds !== null && seconds <= maxAgeSeconds + 0.05,
    }
  })
}
