import { createServer, type RequestListener } from 'node:http'

/** A web server on a free port. */
export interface Server {
  readonly origin: string
  close(): Promise<void>
}

export async function serve(host: 'localhost' | '127.0.0.1', answer: RequestListener): Promise<Server> {
  const server = createServer(answer)
  await new Promise<void>((listening) => server.listen(0, host, listening))
  const address = server.address()
  if (typeof address !== 'object' || address === null)
    throw new Error('Cannot tell the port of the web server')

  return {
    origin: `http://${host}:${address.port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
