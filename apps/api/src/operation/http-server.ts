import { createServer, type Server } from 'node:http'
import type { Log } from '../log.ts'
import { answerUnreadable } from './answer-unreadable.ts'

/** What one client may take of the server; times in milliseconds. */
export interface SocketLimits {
  /** For the request line and all headers. */
  readonly headersMs: number
  /** For the whole request, the body included. */
  readonly requestMs: number
  /** For a connection on which nothing moves while a request is under way. */
  readonly stillMs: number
  /** For a connection between two requests. */
  readonly keepAliveMs: number
  readonly connections: number
}

export const socketLimits: SocketLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  stillMs: 60_000,
  // Longer than the 60 s of the usual load balancers (nginx, AWS), so that it is they who hang up: a connection that
  // is closed here while a request is on its way makes a 502 there.
  keepAliveMs: 65_000,
  connections: 5_000,
}

/** A server that bounds what one client can hold, and answers what is not HTTP shortly and in our own form. */
export function createHttpServer(log: Log, limits: SocketLimits = socketLimits): Server {
  const server = createServer({
    maxHeaderSize: 16_384,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    insecureHTTPParser: false,
  })
  server.timeout = limits.stillMs
  server.maxConnections = limits.connections
  // By default Node drops what comes after 2000 lines without a word, Authorization included. The bytes are bounded.
  server.maxHeadersCount = 0
  // An expectation that nobody knows may be ignored (RFC 9110 §10.1.1); Node would answer it past the app.
  server.on('checkExpectation', (req, res) => server.emit('request', req, res))
  answerUnreadable(server, log)
  return server
}
