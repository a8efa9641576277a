import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'

const ids = new WeakMap<object, string>()

/** Gives every request an id, which the answer carries as `X-Request-Id` and every log line about it names. */
export const nameRequest: RequestHandler = (req, res, next) => {
  res.set('X-Request-Id', requestId(req))
  next()
}

/** The id of a request. */
export function requestId(req: object): string {
  const known = ids.get(req)
  if (known !== undefined) return known

  const id = randomUUID()
  ids.set(req, id)
  return id
}
