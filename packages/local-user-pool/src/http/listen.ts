import { createServer, type RequestListener, type Server } from 'node:http'
import { StartError } from '../start-error.ts'

/** A server on 127.0.0.1. Requests that come before `handle` is called wait for it. */
export interface LoopbackServer {
  /** `http://127.0.0.1:{port}`. */
  readonly origin: string
  handle(listener: RequestListener): void
  close(): Promise<void>
}

/**
 * @param port 0 takes a free one
 * @throws StartError when the port is in use
 */
export async function listenOnLoopback(port: number): Promise<LoopbackServer> {
  const listener = Promise.withResolvers<RequestListener>()
  const server = createServer(async (request, response) => {
    const handle = await listener.promise
    handle(request, response)
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(toStartError(port, cause)))
    server.listen(port, '127.0.0.1', resolve)
  })

  return {
    origin: `http://127.0.0.1:${readPort(server)}`,
    handle: (requestListener) => listener.resolve(requestListener),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function readPort(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Cannot tell the port: not listening')
  return address.port
}

function toStartError(port: number, cause: Error): StartError {
  const code = 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Cannot listen on port ${port}: another program uses it; stop that or choose another port`,
      {
        cause,
      },
    )
  }
  return new StartError(`Cannot listen on port ${port} (${String(code)}): choose another port`, { cause })
}
