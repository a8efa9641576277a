import type { Principal } from '@lifeguard/express-bearer-auth'
import type { Request, Response } from 'express'
import { ProblemError } from '../../http/problem-error.ts'
import { isProbe } from '../probes.ts'
import { factsOf } from '../request-facts.ts'
import { toAddressKey } from './address-key.ts'
import type { Budget, Budgets, Quota } from './budgets.ts'

/** Admits requests as long as there is a budget for them; throws the problem 429 otherwise. */
export interface Reception {
  /** A caller whom an access token has proved. */
  meet(req: Request, res: Response, principal: Principal): Promise<void>
  /** Everybody else: callers of public endpoints, and those who are about to be refused. */
  meetStranger(req: Request, res: Response): Promise<void>
}

/**
 * Every request has one budget: that of the caller, or else of the address. So a flood of bad tokens uses up what its
 * address has for bad tokens, and takes nothing from the callers behind the same address.
 */
export function createReception(budgets: Budgets, { limit, windowSeconds }: Quota): Reception {
  // draft-ietf-httpapi-ratelimit-headers-10, §§3 and 4.
  const policy = `"requests";q=${limit};w=${windowSeconds}`

  function tell(res: Response, { remaining, resetSeconds }: Budget): void {
    res.set({ 'RateLimit-Policy': policy, RateLimit: `"requests";r=${remaining};t=${resetSeconds}` })
  }

  async function admit(req: Request, res: Response, key: string): Promise<void> {
    const budget = await budgets.take(key)
    tell(res, budget)
    if (budget.isAdmitted) return

    factsOf(req).isOneOfMany = !budget.isFirstRefusal
    throw new ProblemError('rate-limited', { headers: { 'Retry-After': String(budget.resetSeconds) } })
  }

  return {
    meet: (req, res, { issuer, subject }) => admit(req, res, `principal ${issuer} ${subject}`),
    async meetStranger(req, res) {
      if (!isProbe(req)) await admit(req, res, `address ${toAddressKey(req.ip)}`)
    },
  }
}
