import { helloRequest } from '../load/requests.ts'
import { sendPaced } from '../load/send-paced.ts'
import type { Figure } from '../report/figure.ts'
import { forgedKeyIds } from '../tokens/hostile-tokens.ts'
import { type Scene, untilReady, type Workbench, withScene } from '../workbench.ts'

/** G-07: how often a flood of forged key ids makes the server ask for the key set. */
export async function measureKeySetFetches(bench: Workbench): Promise<readonly Figure[]> {
  const { scale, log } = bench
  const { floodSeconds } = scale

  log('flood of forged key ids, endpoint healthy')
  const healthy = await withScene(bench, 'lifeguard', {}, async (scene) => {
    await untilReady(bench, scene)
    return flood(bench, scene, floodSeconds)
  })
  log('flood of forged key ids, endpoint failing')
  const failing = await withScene(bench, 'lifeguard', {}, async (scene) => {
    await untilReady(bench, scene)
    await scene.issuer.setMode('server-error')
    return flood(bench, scene, 2 * floodSeconds)
  })
  log('flood of forged key ids, endpoint failing from the start')
  const cold = await withScene(
    bench,
    'lifeguard',
    {},
    (scene) => flood(bench, scene, floodSeconds),
    (issuer) => issuer.setMode('server-error'),
  )

  const minutes = floodSeconds / 60
  return [
    {
      id: 'G-07',
      claim: 'Key set fetches a minute under forged key ids, endpoint healthy',
      target: '≤ 2',
      measured: `${healthy.within(minutes)} (${healthy.perSecond} requests a second)`,
      met: healthy.within(minutes) <= 2,
    },
    {
      id: 'G-07',
      claim: 'The same, endpoint failing: first minute, second minute',
      target: '≤ 6, ≤ 2',
      measured: `${failing.within(minutes)}, ${failing.total - failing.within(minutes)}`,
      met: failing.within(minutes) <= 6 && failing.total - failing.within(minutes) <= 2,
    },
    {
      id: 'G-07',
      claim: 'The same, endpoint failing since before the start: first minute',
      target: '≤ 6',
      measured: `${cold.total}`,
      met: cold.total <= 6,
    },
  ]
}

async function flood({ scale }: Workbench, { issuer, server, subject }: Scene, seconds: number) {
  const forgedKeyId = forgedKeyIds(subject)
  const next = () => helloRequest(server.ready, forgedKeyId())
  const startedAt = Date.now()

  const [sent] = await sendPaced(
    server.ready,
    [{ perSecond: scale.floodPerSecond, connections: 40, next }],
    seconds,
  )

  const fetches = await issuer.takeFetches()
  return {
    total: fetches.length,
    within: (minutes: number) =>
      fetches.filter((fetch) => fetch.startedAt - startedAt < minutes * 60_000).length,
    perSecond: Math.round((sent?.latenciesMs.length ?? 0) / seconds),
  }
}
