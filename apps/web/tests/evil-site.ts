import { createSocket } from 'node:dgram'
import { createServer, type IncomingMessage } from 'node:http'

/** A web site of somebody who means harm: another origin than the app, the API and the pool. */
export interface EvilSite {
  readonly url: string
  /** Where it listens for datagrams, as `host:port`. */
  readonly datagrams: string
  /** Everything that has reached it: requests, by path and query, and datagrams. */
  readonly visits: readonly string[]
  /** The page that it serves at every path. */
  serve(html: string): void
  close(): Promise<void>
}

export async function startEvilSite(): Promise<EvilSite> {
  const visits: string[] = []
  let page = '<!doctype html><title>Evil</title>'
  const note = (request: IncomingMessage): void => void visits.push(request.url ?? '')
  const server = createServer((request, response) => {
    note(request)
    // It lets scripts of every page read its answers, with the cookies of whoever looks at the page.
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
    response.setHeader('access-control-allow-credentials', 'true')
    response.setHeader('content-type', request.url?.endsWith('.js') ? 'text/javascript' : 'text/html')
    response.end(request.url?.endsWith('.js') ? 'window.evilRan = true' : page)
  })
  server.on('upgrade', (request, socket) => {
    note(request)
    socket.destroy()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const socket = createSocket('udp4')
  socket.on('message', () => visits.push('datagram'))
  await new Promise<void>((listening) => socket.bind(0, '127.0.0.1', listening))
  const address = server.address()
  if (typeof address !== 'object' || address === null)
    throw new Error('Cannot tell the port of the evil site')

  return {
    url: `http://127.0.0.1:${address.port}`,
    datagrams: `127.0.0.1:${socket.address().port}`,
    visits,
    serve(html) {
      page = html
    },
    async close() {
      socket.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
