import type { RequestHandler } from 'express'

/** Answers are for their caller alone: no cache keeps them, unless an endpoint says otherwise. */
export const notStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}
