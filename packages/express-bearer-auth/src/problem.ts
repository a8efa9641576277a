import { STATUS_CODES } from 'node:http'
import type { NextFunction, Request, Response } from 'express'
import { Refusal } from './refusal.ts'
import { cannotJudge } from './verdict.ts'

/** The refusal in an error: itself, or 503 for a dependency that is down; null for everything else. */
export function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (!cannotJudge(error)) return null
  return new Refusal(
    'Something this needs cannot be reached at the moment',
    { status: 503, reason: 'unavailable', retryAfterSeconds: error.retryAfterSeconds },
    error,
  )
}

/**
 * Error handler for apps that have none of their own: answers refusals as `application/problem+json` (RFC 9457) and
 * leaves every other error to the handlers after it.
 */
export function problem(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const refusal = toRefusal(error)
  if (refusal === null || res.headersSent) {
    next(error)
    return
  }
  const { status, message, headers } = refusal
  // `end` and not `send`, which hashes the body into an ETag that nobody may store.
  res
    .status(status)
    .set(headers)
    .type('application/problem+json; charset=utf-8')
    .end(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail: message }))
}
