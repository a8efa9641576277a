import { type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Log } from '../log.ts'

/**
 * Answers what is not a request: too slow, too large or not HTTP. It never reaches the app, so the answer is made here,
 * in the same form, and the connection ends: where a request cannot be read, nobody knows where the next one begins.
 */
export function answerUnreadable(server: Server, log: Log): void {
  // In the order of their requests: the second of a pair may be ready before the first, and waits for it.
  const answers = new WeakMap<Duplex, readonly ServerResponse[]>()
  server.on('request', ({ socket }, res) => {
    const underWay = (answers.get(socket) ?? []).filter((earlier) => !earlier.writableFinished)
    answers.set(socket, [...underWay, res])
  })

  server.on('clientError', (error, socket) => {
    const status = statusOf(error)
    const isInAnotherAnswer = (answers.get(socket) ?? []).some(
      (answer) => answer.headersSent && !answer.writableFinished,
    )
    // Whoever has gone away needs no answer, and one in the middle of another would be taken for a part of it.
    if (status === null || !socket.writable || isInAnotherAnswer) return void socket.destroy()

    log.info({ event: 'unreadable', status, reason: codeOf(error), clientIp: addressOf(socket) })
    socket.end(toAnswer(status), () => socket.destroy())
  })
}

function statusOf(error: Error): number | null {
  switch (codeOf(error)) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408
    case 'HPE_HEADER_OVERFLOW':
      return 431
    default:
      return 400
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

function addressOf(socket: Duplex): string | undefined {
  return 'remoteAddress' in socket && typeof socket.remoteAddress === 'string'
    ? socket.remoteAddress
    : undefined
}

function toAnswer(status: number): string {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status })
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${body.length}`,
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none';frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy: same-origin',
    'Referrer-Policy: no-referrer',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
