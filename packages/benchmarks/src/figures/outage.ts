import { setTimeout } from 'node:timers/promises'
import type { Figure } from '../report/figure.ts'
import { secondsUntil } from '../seconds-until.ts'
import {
  accessToken,
  isAccepted,
  type Scene,
  statusOf,
  untilReady,
  type Workbench,
  withScene,
} from '../workbench.ts'

/** G-11, G-14 and G-15: the pool is away, at once, for long, or since before the start. */
export async function measureOutages(bench: Workbench): Promise<readonly Figure[]> {
  bench.log('outages of the pool')
  return Promise.all([
    measureHeldSet(bench),
    measureHerd(bench),
    measureColdStart(bench, 3),
    measureColdStart(bench, 20),
  ])
}

function measureHeldSet(bench: Workbench): Promise<Figure> {
  const staleSeconds = bench.scale.rotationSeconds < 6 ? 1 : 6
  const settings = { keySetMaxAgeMs: 1000, keySetStaleMs: staleSeconds * 1000 }
  return withScene(bench, 'lifeguard', settings, async (scene) => {
    await untilReady(bench, scene)
    const token = await accessToken(scene, bench.key)
    await scene.issuer.setMode('server-error')

    // The set may be as young as no time and as old as its age when the outage begins.
    const held = await ask(scene, token, staleSeconds * 1000 - 50)
    const readiness = await (await fetch(`${scene.server.ready}/readiness`)).text()
    await setTimeout(1200)
    const afterwards = await ask(scene, token, 500)

    const served = held.filter((status) => status === 200).length
    const stillServed = afterwards.filter((status) => status !== 503).length
    return {
      id: 'G-11',
      claim: `Pool away, stale limit ${staleSeconds} s: served within it; not 503 after it; readiness`,
      target: '100 %; 0; stale',
      measured: `${served} of ${held.length}; ${stillServed} of ${afterwards.length}; ${
        readiness.includes('"stale"') ? 'stale' : readiness
      }`,
      met: served === held.length && stillServed === 0 && readiness.includes('"stale"'),
    }
  })
}

async function ask(scene: Scene, token: string, durationMs: number): Promise<number[]> {
  const statuses: number[] = []
  const end = performance.now() + durationMs
  while (performance.now() < end) {
    statuses.push(await statusOf(scene, token))
    await setTimeout(10)
  }
  return statuses
}

function measureHerd(bench: Workbench): Promise<Figure> {
  const { herd } = bench.scale
  return withScene(bench, 'lifeguard', { prefetch: false }, async (scene) => {
    const token = await accessToken(scene, bench.key)

    const statuses = await Promise.all(Array.from({ length: herd }, () => statusOf(scene, token)))
    const fetches = (await scene.issuer.takeFetches()).length
    const accepted = statuses.filter((status) => status === 200).length

    return {
      id: 'G-14',
      claim: `${herd} first requests at once, nothing read ahead: fetches; accepted`,
      target: `1; ${herd}`,
      measured: `${fetches}; ${accepted}`,
      met: fetches === 1 && accepted === herd,
    }
  })
}

function measureColdStart(bench: Workbench, outageSeconds: number): Promise<Figure> {
  const seconds = Math.min(outageSeconds, bench.scale.rotationSeconds)
  return withScene(
    bench,
    'lifeguard',
    {},
    async (scene) => {
      const token = await accessToken(scene, bench.key)
      const during = await ask(scene, token, seconds * 1000)
      const wrong = during.filter((status) => status !== 503).length
      await scene.issuer.setMode('healthy')
      const recovered = await secondsUntil(() => isAccepted(scene, token), { seconds: 40 })

      return {
        id: 'G-15',
        claim: `Started with the pool away for ${seconds} s: answers other than 503; seconds to recover`,
        target: '0; ≤ 5',
        measured: `${wrong} of ${during.length}; ${recovered?.toFixed(1) ?? 'never'}`,
        met: wrong === 0 && recovered !== null && recovered <= 5,
      }
    },
    (issuer) => issuer.setMode('server-error'),
  )
}
