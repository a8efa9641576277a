import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../../src/testing/run-program.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** What clients saw of a stop. */
export interface Stop {
  /** Complete answers before the signal, and after it. */
  readonly answeredBefore: number
  readonly answeredAfter: number
  /** Requests that were sent and got no complete answer: there must be none. */
  readonly dropped: readonly string[]
  readonly exitCode: number | null
  readonly tookMs: number
}

/** Stops an API with SIGTERM while so many keep-alive connections are busy (G-18). */
export async function stopUnderLoad(
  environment: Record<string, string>,
  token: string,
  connections: number,
): Promise<Stop> {
  const api = runProgram(main, environment)
  const url = await api.listening
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const dropped: string[] = []
  const answered = { before: 0, after: 0 }
  let phase: 'before' | 'after' = 'before'

  const isBusy = new Set<number>()
  async function beBusy(client: number): Promise<void> {
    for (;;) {
      const outcome = await ask(url, agent, token)
      if (outcome === 'refused') return
      if (outcome !== 'answered') return void dropped.push(outcome)
      answered[phase]++
      isBusy.add(client)
    }
  }

  const clients = Array.from({ length: connections }, (_, client) => beBusy(client))
  while (isBusy.size < connections) await sleep(10)
  phase = 'after'
  const stoppedAt = performance.now()
  api.stop('SIGTERM')
  const [{ code }] = await Promise.all([api.ended, ...clients])
  const tookMs = performance.now() - stoppedAt
  agent.destroy()
  return {
    answeredBefore: answered.before,
    answeredAfter: answered.after,
    dropped,
    exitCode: code,
    tookMs,
  }
}

/** Resolves to `answered`, to `refused` where a new connection was not accepted, or to what went wrong. */
function ask(url: string, agent: Agent, token: string): Promise<string> {
  return new Promise((resolve) => {
    const fail = (error: Error) => {
      const code = 'code' in error ? String(error.code) : error.message
      // Reset is how a connection ends that the system took and the API has not seen yet.
      const isNew = !asked.reusedSocket && ['ECONNREFUSED', 'ECONNRESET'].includes(code)
      resolve(isNew ? 'refused' : code)
    }
    const asked = request(
      `${url}/notes`,
      { agent, headers: { authorization: `Bearer ${token}` } },
      (answer) => {
        answer
          .on('error', fail)
          .on('close', () => resolve(answer.complete ? 'answered' : 'incomplete'))
          .resume()
      },
    )
    asked.on('error', fail).end()
  })
}
