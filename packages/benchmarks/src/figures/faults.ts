import { setTimeout } from 'node:timers/promises'
import { inParallel } from '../in-parallel.ts'
import { brokenModes, type KeySetMode } from '../issuer/key-set-modes.ts'
import { cycle, helloRequest } from '../load/requests.ts'
import { sendAll } from '../load/send-all.ts'
import type { Figure } from '../report/figure.ts'
import { secondsUntil } from '../seconds-until.ts'
import { bulk, forgedKeyIds, forgedSignature, threeBlobs } from '../tokens/hostile-tokens.ts'
import { accessToken, isAccepted, type Scene, type Workbench, withScene } from '../workbench.ts'

const states = ['cold', 'warm', 'stale'] as const
type State = (typeof states)[number]

interface Outcome {
  readonly scenario: string
  readonly accepted: number
  /** Valid requests not answered as the state asks: 503 while cold, 200 otherwise. */
  readonly wrong: number
  /** Answers in the 5xx range that are no 503. */
  readonly broken: number
}

/** G-20: every way to fail, while no key set is held yet, just after one was read, and when it is past its age. */
export async function measureFaults(bench: Workbench): Promise<Figure> {
  const modes = brokenModes.slice(0, bench.scale.brokenModes)
  bench.log(`${modes.length * states.length} fault scenarios`)
  const outcomes = (await inParallel(modes, 3, (mode) => injectFault(bench, mode))).flat()

  const sum = (count: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const accepted = sum((outcome) => outcome.accepted)
  const broken = sum((outcome) => outcome.broken)
  const wrong = outcomes.filter((outcome) => outcome.wrong > 0).map(({ scenario }) => scenario)
  return {
    id: 'G-20',
    claim: `${outcomes.length} fault scenarios: hostile accepted; 5xx other than 503; scenarios with a wrong status`,
    target: '0; 0; 0',
    measured: `${accepted}; ${broken}; ${wrong.length}${wrong.length > 0 ? ` (${wrong.join(', ')})` : ''}`,
    met: accepted === 0 && broken === 0 && wrong.length === 0,
  }
}

function injectFault(bench: Workbench, mode: KeySetMode): Promise<readonly Outcome[]> {
  return withScene(
    bench,
    'lifeguard',
    { keySetMaxAgeMs: 1000 },
    async (scene) => {
      const token = await accessToken(scene, bench.key)
      const cold = await attack(bench, scene, token, mode, 'cold')

      await scene.issuer.setMode('healthy')
      if ((await secondsUntil(() => isAccepted(scene, token), { seconds: 20 })) === null) {
        throw new Error(`Cannot inject "${mode}" into a warm server: it did not recover within 20 s`)
      }
      await scene.issuer.setMode(mode)
      const warm = await attack(bench, scene, token, mode, 'warm')

      await setTimeout(1500)
      const stale = await attack(bench, scene, token, mode, 'stale')
      return [cold, warm, stale]
    },
    (issuer) => issuer.setMode(mode),
  )
}

async function attack(
  { scale, key }: Workbench,
  { server, subject }: Scene,
  token: string,
  mode: KeySetMode,
  state: State,
): Promise<Outcome> {
  const { faultRequests } = scale
  const forgedKeyId = forgedKeyIds(subject)
  const hostile = [forgedKeyId(), forgedKeyId(), forgedSignature(subject, key.kid), threeBlobs(), bulk()]
  const send = (tokens: readonly string[]) => {
    const requests = tokens.map((sent) => helloRequest(server.ready, sent))
    return sendAll(server.ready, cycle(requests, faultRequests), { connections: 25 })
  }

  const [good, bad] = await Promise.all([send([token]), send(hostile)])

  const expected = state === 'cold' ? 503 : 200
  return {
    scenario: `${mode}, ${state}`,
    accepted: bad.statuses.get(200) ?? 0,
    wrong: faultRequests - (good.statuses.get(expected) ?? 0),
    broken: [...good.statuses, ...bad.statuses].reduce(
      (sum, [status, count]) => (status >= 500 && status !== 503 ? sum + count : sum),
      0,
    ),
  }
}
