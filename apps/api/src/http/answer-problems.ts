import { DrizzleQueryError } from 'drizzle-orm'
import type { ErrorRequestHandler } from 'express'
import type { Log } from '../log.ts'
import { requestId } from './request-id.ts'
import { toProblem } from './to-problem.ts'

/** Answers every error as `application/problem+json` (RFC 9457) and logs it: the one place errors leave through. */
export function answerProblems(log: Log): ErrorRequestHandler {
  return (error, req, res, next) => {
    const problem = toProblem(error)
    const { status, reason } = problem
    const entry = { event: 'refused', requestId: requestId(req), status, reason }
    if (status === 500) log.error({ ...entry, event: 'failed', error: withoutParameters(problem.cause) })
    else if (status > 500) log.warn({ ...entry, error: withoutParameters(problem.cause) })
    else log.info(entry)

    // The answer has begun: all that is left is to break it off, so that nobody takes it for complete.
    if (res.headersSent) return next(error)

    res.status(problem.status).set(problem.headers).type('application/problem+json')
    res.send(JSON.stringify(problem.toBody(`urn:uuid:${requestId(req)}`)))
  }
}

// A failed query carries its parameters, and they are what people wrote: not for the log.
function withoutParameters(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error
}
