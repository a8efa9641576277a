import { helloRequest, inTurn } from '../load/requests.ts'
import { type Stream, sendPaced } from '../load/send-paced.ts'
import type { Figure } from '../report/figure.ts'
import { median, percentile } from '../statistics.ts'
import { signAccessTokens } from '../tokens/cognito-tokens.ts'
import { forgedKeyIds } from '../tokens/hostile-tokens.ts'
import { type Scene, untilReady, type Workbench, withScene } from '../workbench.ts'

interface Sample {
  readonly p99Ms: number
  /** Valid requests that were answered anything but 200. */
  readonly refused: number
}

/** G-08 and G-13: what valid callers notice of a flood, and of a key set endpoint that hangs. */
export async function measureLatency(bench: Workbench): Promise<readonly Figure[]> {
  const { scale, log } = bench
  const quiet: Sample[] = []
  const flooded: Sample[] = []
  const hanging: Sample[] = []

  for (let round = 1; round <= scale.latencyRounds; round++) {
    log(`latency, round ${round} of ${scale.latencyRounds}`)
    await withScene(bench, 'lifeguard', { keySetMaxAgeMs: 1000 }, async (scene) => {
      await untilReady(bench, scene)
      const [valid, hostile] = [await validStream(bench, scene), hostileStream(bench, scene)]
      // The first seconds of each way through the code are those of the compiler.
      await sample(bench, scene, [valid, hostile])
      quiet.push(await sample(bench, scene, [valid]))
      flooded.push(await sample(bench, scene, [valid, hostile]))
      await scene.issuer.setMode('hang')
      hanging.push(await sample(bench, scene, [valid]))
    })
  }

  const p99 = (samples: readonly Sample[]) => `${median(samples.map(({ p99Ms }) => p99Ms)).toFixed(2)} ms`
  const worse = (samples: readonly Sample[]) =>
    median(samples.map(({ p99Ms }, round) => p99Ms / (quiet[round]?.p99Ms ?? Number.NaN)))
  const refused = (samples: readonly Sample[]) => samples.reduce((sum, sample) => sum + sample.refused, 0)
  return [
    {
      id: 'G-08',
      claim: 'Flood of which 80 % is hostile: valid requests refused; p99 against quiet',
      target: '0; ≤ 2',
      measured: `${refused(flooded)}; ${worse(flooded).toFixed(2)} (${p99(quiet)} to ${p99(flooded)})`,
      met: refused(flooded) === 0 && worse(flooded) <= 2,
    },
    {
      id: 'G-13',
      claim: 'Key set endpoint hangs: known-key requests refused; p99 against quiet',
      target: '0; ≤ 1.1',
      measured: `${refused(hanging)}; ${worse(hanging).toFixed(2)} (${p99(quiet)} to ${p99(hanging)})`,
      met: refused(hanging) === 0 && worse(hanging) <= 1.1,
    },
  ]
}

async function validStream({ scale, key }: Workbench, scene: Scene): Promise<Stream> {
  const tokens = await signAccessTokens(key, scene.subject, Math.min(1000, scale.distinctTokens))
  const requests = tokens.map((token) => helloRequest(scene.server.ready, token))
  return { perSecond: scale.floodPerSecond / 5, connections: 20, next: inTurn(requests) }
}

function hostileStream({ scale }: Workbench, { server, subject }: Scene): Stream {
  const perSecond = (scale.floodPerSecond * 4) / 5
  const forgedKeyId = forgedKeyIds(subject)
  const requests = Array.from({ length: perSecond * scale.latencySeconds }, () =>
    helloRequest(server.ready, forgedKeyId()),
  )
  return { perSecond, connections: 20, next: inTurn(requests) }
}

async function sample(bench: Workbench, { server }: Scene, streams: readonly Stream[]): Promise<Sample> {
  const [valid] = await sendPaced(server.ready, streams, bench.scale.latencySeconds)
  if (valid === undefined) throw new Error('Cannot measure latency: there was no stream')
  const accepted = valid.statuses.get(200) ?? 0
  return {
    p99Ms: percentile(valid.latenciesMs, 0.99),
    refused: valid.latenciesMs.length - accepted,
  }
}
