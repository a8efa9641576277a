import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type KeySetAnswer, soundAnswer } from './key-set-faults.ts'

/** The key set of a pool on a loopback socket, which counts who asks and answers as it is told. */
export interface KeySetServer {
  /** The issuer whose key set this is. */
  readonly issuer: string
  /** How often the key set was asked for. */
  readonly hits: number
  /** Publishes these keys from now on, instead of those before. */
  publish(...keys: readonly { readonly jwk: unknown }[]): void
  /** Answers this way from now on. */
  answerWith(answer: KeySetAnswer): void
  close(): Promise<void>
}

/** Starts a key set server on a free port, or on `port` again. */
export async function startKeySetServer(
  options: { keys?: readonly { readonly jwk: unknown }[]; port?: number } = {},
): Promise<KeySetServer> {
  let keys = options.keys ?? []
  let answer = soundAnswer()
  let hits = 0

  const server = createServer((_req, res) => {
    hits++
    answer(
      res,
      keys.map(({ jwk }) => jwk),
    )
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  // A server that listens on TCP has an object for an address.
  const { port } = server.address() as AddressInfo

  return {
    issuer: `http://127.0.0.1:${port}/us-east-1_Lifeguard`,
    get hits() {
      return hits
    },
    publish(...published) {
      keys = published
    },
    answerWith(wanted) {
      answer = wanted
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
