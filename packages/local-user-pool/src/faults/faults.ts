import type { RequestHandler } from 'express'
import { z } from 'zod'
import { sayFault } from '../say-fault.ts'
import { changeMembers } from './change-members.ts'
import {
  type EndpointFault,
  type FaultPlan,
  type FaultyEndpoint,
  faultPlanSchema,
  type TokenShape,
} from './fault-plan.ts'
import { misbehave } from './misbehave.ts'

/** The faults of a running pool. Without a plan it is well. */
export interface Faults {
  /**
   * From now on the pool misbehaves so; the plan before is forgotten.
   * @throws FaultPlanError naming the members that make no sense
   */
  set(plan: FaultPlan): void
  clear(): void
}

/** Faults as the endpoints see them. */
export interface ActiveFaults extends Faults {
  /** In front of an endpoint. */
  at(endpoint: FaultyEndpoint): RequestHandler
  /** The answer, or the claims, as the plan wants them. */
  changed(
    what: 'discovery' | 'keySet' | 'tokenResponse' | 'userInfo' | 'idToken' | 'accessToken',
    value: object,
  ): object
  shapeOf(use: 'idToken' | 'accessToken'): TokenShape | undefined
  /** The URL with which the browser goes back to the app. */
  changedCallback(query: URLSearchParams): URLSearchParams
}

/** The plan cannot be read; the message names every member that makes no sense. */
export class FaultPlanError extends Error {
  override readonly name = 'FaultPlanError'
}

export function createFaults(): ActiveFaults {
  let plan = faultPlanSchema.parse({})
  const remaining = new Map<EndpointFault, number>()

  function take(endpoint: FaultyEndpoint): EndpointFault | undefined {
    const fault = plan.endpoints?.[endpoint]
    if (fault?.times === undefined) return fault
    const left = remaining.get(fault) ?? fault.times
    remaining.set(fault, left - 1)
    return left > 0 ? fault : undefined
  }

  return {
    set(input) {
      const parsed = faultPlanSchema.safeParse(input, { error: sayFault })
      if (!parsed.success) {
        throw new FaultPlanError(`Cannot use the fault plan:\n${z.prettifyError(parsed.error)}`)
      }
      plan = parsed.data
      remaining.clear()
    },
    clear() {
      plan = {}
      remaining.clear()
    },
    at: (endpoint) => (_request, response, next) => misbehave(take(endpoint), response, next),
    changed: (what, value) => changeMembers(value, plan[what]),
    shapeOf: (use) => plan[use]?.shape,
    changedCallback(query) {
      if (plan.callback === undefined) return query
      const { append, ...change } = plan.callback
      const changed = new URLSearchParams()
      for (const [name, value] of Object.entries(changeMembers(Object.fromEntries(query), change))) {
        changed.append(name, String(value))
      }
      for (const [name, value] of Object.entries(append ?? {})) changed.append(name, value)
      return changed
    },
  }
}
