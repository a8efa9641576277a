import { setTimeout } from 'node:timers/promises'
import { inParallel } from '../in-parallel.ts'
import { brokenModes, type KeySetMode } from '../issuer/key-set-modes.ts'
import type { Fetch } from '../issuer/main.ts'
import { cycle, helloRequest } from '../load/requests.ts'
import { sendAll } from '../load/send-all.ts'
import type { Figure } from '../report/figure.ts'
import { accessToken, fullYoungGeneration, untilReady, type Workbench, withScene } from '../workbench.ts'

interface Reading {
  readonly mode: KeySetMode
  /** It was read, and known keys were accepted before and after. */
  readonly kept: boolean
  readonly grownBytes: number
  readonly decidedMs: number
}

/** G-12: whatever the key set endpoint sends, the last good set stays, and little memory is spent on it. */
export async function measureHostileKeySets(bench: Workbench): Promise<Figure> {
  const modes = brokenModes.slice(0, bench.scale.brokenModes)
  bench.log(`${modes.length} hostile key sets`)
  const readings = await inParallel(modes, 3, (mode) => readHostile(bench, mode))

  const lost = readings.filter(({ kept }) => !kept).map(({ mode }) => mode)
  const grownMb = Math.max(...readings.map(({ grownBytes }) => grownBytes)) / 2 ** 20
  const seconds = Math.max(...readings.map(({ decidedMs }) => decidedMs)) / 1000
  return {
    id: 'G-12',
    claim: 'Hostile key sets: last good one kept; most memory grown; longest reading',
    target: `${modes.length} of ${modes.length}; < 5 MB; ≤ 2 s`,
    measured:
      `${modes.length - lost.length} of ${modes.length}${lost.length > 0 ? ` (not: ${lost.join(', ')})` : ''}; ` +
      `${grownMb.toFixed(1)} MB; ${seconds.toFixed(2)} s`,
    // The fixture sees the end of a reading a little after it was given up.
    met: lost.length === 0 && grownMb < 5 && seconds < 2.1,
  }
}

function readHostile(bench: Workbench, mode: KeySetMode): Promise<Reading> {
  const settings = { keySetMaxAgeMs: 1000, nodeFlags: fullYoungGeneration }
  return withScene(bench, 'lifeguard', settings, async (scene) => {
    await untilReady(bench, scene)
    const requests = [helloRequest(scene.server.ready, await accessToken(scene, bench.key))]
    const allAccepted = async (count: number) => {
      const { statuses } = await sendAll(scene.server.ready, cycle(requests, count))
      return statuses.get(200) === count
    }
    await allAccepted(bench.scale.warmUpRequests)
    const before = await scene.server.ask('memory', null)
    await scene.issuer.takeFetches()
    await scene.issuer.setMode(mode)

    await setTimeout(1200)
    const keptWhileRead = await allAccepted(10)
    await setTimeout(2100)
    const keptAfterwards = await allAccepted(10)

    const fetches = await scene.issuer.takeFetches()
    const after = await scene.server.ask('memory', null)
    return {
      mode,
      kept: keptWhileRead && keptAfterwards && fetches.length > 0,
      grownBytes: Math.max(after.resident - before.resident, after.peak - before.peak),
      decidedMs: Math.max(...fetches.map(durationMs)),
    }
  })
}

const durationMs = ({ startedAt, endedAt }: Fetch) => (endedAt ?? Date.now()) - startedAt
