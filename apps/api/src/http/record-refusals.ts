import type { BearerAuth, Principal } from '@lifeguard/express-bearer-auth'
import type { ErrorRequestHandler, Request } from 'express'
import type { AuditEvent, AuditTrail } from '../data/audit-trail.ts'
import type { Log } from '../log.ts'
import { routeOf } from '../operation/observe-requests.ts'
import { factsOf } from '../operation/request-facts.ts'
import { toProblem } from './to-problem.ts'

/**
 * Writes to the audit trail what a known caller was refused. Refusals of strangers are for log and metrics alone: they
 * could fill the database from outside.
 */
export function recordRefusals(
  auth: BearerAuth<Principal>,
  trail: AuditTrail,
  log: Log,
): ErrorRequestHandler {
  return async (error, req, _res, next) => {
    const { problem, reason } = toProblem(error)
    if (refusalsOfKnownCallers.has(problem)) {
      const event = { ...describeCall(req, auth.principal(req)), act: 'refused', reason }
      await trail.record(event).catch((cause) => log.warn({ event: 'audit-failed', error: cause }))
    }
    next(error)
  }
}

const refusalsOfKnownCallers = new Set(['insufficient-scope', 'forbidden', 'sign-in-too-old'])

/** Who calls what; nothing of it is the caller's own words. */
export function describeCall(req: Request, principal: Principal): Omit<AuditEvent, 'act' | 'reason'> {
  const { issuer, subject, clientId } = principal
  return { endpoint: `${req.method} ${routeOf(req)}`, requestId: factsOf(req).id, issuer, subject, clientId }
}
