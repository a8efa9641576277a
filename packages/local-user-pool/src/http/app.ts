import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import type { Pool } from '../pool.ts'

/** An Express app with what every answer of the pool has. Close it with `closeApp` once its routes are in. */
export function openApp(): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('case sensitive routing', true)
  app.use(onlyLoopbackHosts, commonHeaders)
  return app
}

/** The end of the line: what no route took, and what went wrong. Neither shows anything of the inside. */
export function closeApp(app: Express, pool: Pool): Express {
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('Not found\n')
  })
  app.use(onError(pool))
  return app
}

/** Reads a form as text; `readForm` makes parameters of it. More than 64 KiB is refused with 413. */
export const formBody: RequestHandler = express.text({
  type: 'application/x-www-form-urlencoded',
  limit: '64kb',
})

/** Answers every other method on a path with 405 and the methods it has (RFC 9110 §15.5.6). */
export function onlyMethods(...methods: string[]): RequestHandler {
  return (_request, response) => {
    response.status(405).set('allow', methods.join(', ')).type('text/plain').send('Method not allowed\n')
  }
}

/**
 * A page of another site can point its own name at 127.0.0.1 and then read from here (DNS rebinding); its requests
 * still carry that name.
 */
const onlyLoopbackHosts: RequestHandler = (request, response, next) => {
  if (/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '')) return next()
  response.status(421).type('text/plain').send('This pool answers to 127.0.0.1 and localhost only\n')
}

const commonHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'x-amz-cognito-request-id': randomUUID(),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    pragma: 'no-cache',
    expires: '0',
    'x-frame-options': 'DENY',
  })
  next()
}

function onError(pool: Pool): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = readClientErrorStatus(error)
    if (status !== undefined) return response.status(status).json({ error: 'invalid_request' })
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
    for (const line of `The pool failed to answer: ${trace}`.split('\n')) pool.log(line)
    response.status(500).json({ error: 'server_error' })
  }
}

/** Express and its body parser mark errors of the caller with a status; all else is ours. */
function readClientErrorStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}
