import type { Endpoint } from '@lifeguard/api-contract'
import type { Response } from 'express'
import * as z from 'zod/mini'

/**
 * Sends what a handler returned, after checking it against the contract: a member that the schema does not name stays
 * here, and an answer that does not fit is our fault, not the caller's.
 */
export function sendAnswer(res: Response, { answer, method, path }: Endpoint, value: unknown): void {
  if (answer.body === null) {
    res.status(answer.status).end()
    return
  }

  const checked = z.safeParse(answer.body, value)
  if (!checked.success) {
    throw new Error(`Cannot answer ${method} ${path}: the answer does not fit the contract`, {
      cause: checked.error,
    })
  }
  if (answer.location !== undefined) res.location(fillIn(answer.location, checked.data))
  res.status(answer.status).json(checked.data)
}

function fillIn(template: string, values: unknown): string {
  const members = new Map(Object.entries(values ?? {}))
  return template.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(members.get(name))))
}
