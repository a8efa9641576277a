import { setTimeout } from 'node:timers/promises'
import { inParallel } from '../in-parallel.ts'
import { secondsUntil } from '../seconds-until.ts'
import { forgedKeyIds } from '../tokens/hostile-tokens.ts'
import { accessToken, isAccepted, type Scene, statusOf, type Workbench } from '../workbench.ts'
import { answerTo, audience, type Experiment } from './experiment.ts'
import { accepted, atMost, type Observation } from './observation.ts'

const maxAgeMs = 2000

/** The pool is away before anything was read from it. */
export const coldExperiment: Experiment = {
  settings: { audience },
  prepare: (issuer) => issuer.setMode('server-error'),
  cases: [{ title: 'Key set endpoint down, nothing held', expected: '503' }],
  async observe({ key }, scene) {
    const { status } = await answerTo(scene, await accessToken(scene, key))
    return [{ mark: status === 503 ? 'right' : 'wrong', text: String(status) }]
  },
}

/** The pool goes away, and the set that is held comes of age. */
export const warmExperiment: Experiment = {
  settings: { audience, keySetMaxAgeMs: maxAgeMs },
  cases: [{ title: 'Key set endpoint down, held set past its age', expected: '200' }],
  async observe({ key }, scene) {
    const token = await accessToken(scene, key)
    await isAccepted(scene, token)
    await scene.issuer.setMode('server-error')
    await setTimeout(1.5 * maxAgeMs)
    return [accepted(await answerTo(scene, await accessToken(scene, key)))]
  },
}

/** Somebody sends key ids that do not exist, and then the pool brings a new key. */
export const floodExperiment: Experiment = {
  settings: { audience },
  cases: [
    { title: '200 forged key ids', expected: '401, at most 2 fetches' },
    { title: 'New key after that flood', expected: 'accepted within 30 s' },
  ],
  async observe(bench, scene) {
    await isAccepted(scene, await accessToken(scene, bench.key))
    await scene.issuer.takeFetches()
    const flood = await floodOf(bench, scene, 2)

    await scene.issuer.publish(bench.key, bench.nextKey)
    const token = await accessToken(scene, bench.nextKey)
    const seconds = await secondsUntil(() => isAccepted(scene, token), {
      seconds: bench.scale.rotationSeconds,
    })
    return [flood, atMost(30, seconds, (value) => `after ${value.toFixed(1)} s`)]
  },
}

/** The same while the pool is away, once every cooldown since the last fetch is over. */
export const failingFloodExperiment: Experiment = {
  settings: { audience },
  cases: [
    { title: '200 forged key ids, endpoint down, last fetch 31 s ago', expected: '401, at most 2 fetches' },
  ],
  async observe(bench, scene) {
    await isAccepted(scene, await accessToken(scene, bench.key))
    await setTimeout(Math.min(31, bench.scale.rotationSeconds) * 1000)
    await scene.issuer.takeFetches()
    await scene.issuer.setMode('server-error')
    return [await floodOf(bench, scene, 2)]
  },
}

async function floodOf({ scale }: Workbench, scene: Scene, most: number): Promise<Observation> {
  const forgedKeyId = forgedKeyIds(scene.subject)
  const forged = Array.from({ length: scale.forgedKeyIds }, forgedKeyId)
  const statuses = [...new Set(await inParallel(forged, 4, (token) => statusOf(scene, token)))].toSorted()
  const fetches = (await scene.issuer.takeFetches()).length

  const text = `${statuses.join(' and ')}, ${fetches} ${fetches === 1 ? 'fetch' : 'fetches'}`
  if (fetches > most || statuses.some((status) => status < 400 || status >= 500))
    return { mark: 'wrong', text }
  return { mark: statuses.join() === '401' ? 'right' : 'close', text }
}

/** The pool takes a key back, while tokens that it signed keep coming. */
export const removedKeyExperiment: Experiment = {
  settings: { audience, keySetMaxAgeMs: maxAgeMs },
  cases: [{ title: 'Removed key, key set good for 2 s', expected: 'refused within 2 s' }],
  async observe({ key, nextKey }, scene) {
    await scene.issuer.publish(key, nextKey)
    const removed = await accessToken(scene, nextKey)
    await secondsUntil(() => isAccepted(scene, removed), { seconds: 2 })
    await scene.issuer.publish(key)

    const seconds = await secondsUntil(async () => !(await isAccepted(scene, removed)), {
      seconds: 4 * (maxAgeMs / 1000),
    })
    // Asked every 50 ms.
    return [atMost(2.1, seconds, (value) => `after ${value.toFixed(1)} s`)]
  },
}
