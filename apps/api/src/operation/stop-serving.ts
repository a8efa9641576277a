import type { Server, ServerResponse } from 'node:http'
import { Server as TcpServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Times in milliseconds. */
export interface StopTimes {
  /** How long connections without a request stay open, for requests that are on their way already. */
  readonly quietMs: number
  /** When the last answers are broken off. */
  readonly deadlineMs: number
}

const stopTimes: StopTimes = { quietMs: 1_000, deadlineMs: 8_000 }

/**
 * Prepares a server for a stop that drops nothing, and returns what stops it. New connections are refused at once;
 * what is asked on old ones is still answered, with `Connection: close`. Call it before the app gets its requests.
 */
export function prepareStop(
  server: Server,
  { quietMs, deadlineMs }: StopTimes = stopTimes,
): () => Promise<void> {
  // Not a Set: it takes a new table every few entries, and a table that is over refers to the next one. Once a full
  // collection has found one of them in use, all that follow stay alive with what they held, until the next collection.
  const open: ServerResponse[] = []
  let stopping = false

  server.on('request', (_req, res) => {
    if (stopping) announceClose(res)
    open.push(res)
    res.once('close', () => open.splice(open.indexOf(res), 1))
  })

  return async () => {
    stopping = true
    const startedAt = performance.now()
    const isOver = stopAccepting(server)
    for (const res of open) announceClose(res)

    await Promise.race([isOver, wait(quietMs)])
    while (open.length > 0 && performance.now() - startedAt < deadlineMs) {
      server.closeIdleConnections()
      await wait(20)
    }
    // Whatever has no answer under way is a connection that nobody uses, or one whose time is up.
    server.closeAllConnections()
    await isOver
  }
}

function announceClose(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close')
}

function stopAccepting(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An HTTP server's own `close` hangs up on every connection that is idle at this moment, and so on the request
    // that its client is just sending.
    TcpServer.prototype.close.call(server, () => resolve())
  })
}
