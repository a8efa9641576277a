import type { ErrorRequestHandler } from 'express'
import type { Log } from '../log.ts'
import { factsOf } from '../operation/request-facts.ts'
import { toProblem } from './to-problem.ts'

/**
 * Answers every error as `application/problem+json` (RFC 9457): the one place errors leave through. The log gets the
 * reason with the line of the request, and a line of its own for what is our fault.
 */
export function answerProblems(log: Log): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = toProblem(error)
    const { status, reason, cause } = problem
    const facts = factsOf(req)
    facts.reason = reason
    const why = { requestId: facts.id, reason, ...(cause !== undefined && { error: cause }) }
    if (status === 500) log.error({ event: 'failed', ...why })
    else if (status > 500) log.warn({ event: 'unavailable', ...why })

    // The answer has begun: all that is left is to break it off, so that nobody takes it for complete. Not by the last
    // handler of Express, which prints what went wrong.
    if (res.headersSent) return void res.destroy()

    res.status(status).set(problem.headers).type('application/problem+json')
    res.send(JSON.stringify(problem.toBody(`urn:uuid:${facts.id}`)))
  }
}
