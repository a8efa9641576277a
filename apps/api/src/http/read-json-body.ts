import express, { type Request, type RequestHandler } from 'express'
import { ProblemError } from './problem-error.ts'

/**
 * Reads a JSON body (RFC 8259: UTF-8) of at most `limitBytes` into `req.body`, and nothing else: no forms, no other
 * charset, no compression, behind which a small body can be a huge one.
 */
export function readJsonBody(limitBytes: number): RequestHandler {
  // Not strict: a JSON string is JSON; that it does not fit is for the schema to say.
  const readJson = express.json({ limit: limitBytes, inflate: false, strict: false, type: () => true })

  return (req, res, next) => {
    if (!isUtf8Json(req)) throw new ProblemError('unsupported-media-type')
    readJson(req, res, (error?: unknown) => {
      if (error !== undefined) return next(toBodyProblem(error))
      if (req.body === undefined)
        return next(new ProblemError('invalid-json', { detail: 'The body is empty' }))
      next()
    })
  }
}

function isUtf8Json(req: Request): boolean {
  const contentType = req.headers['content-type'] ?? ''
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType)
}

function toBodyProblem(error: unknown): unknown {
  const type = error instanceof Error && 'type' in error ? error.type : undefined
  switch (type) {
    case 'entity.too.large':
      return new ProblemError('body-too-large', { cause: error })
    case 'encoding.unsupported':
      return new ProblemError('unsupported-media-type', { detail: 'The body must not be compressed' })
    case 'entity.parse.failed':
      return new ProblemError('invalid-json')
    // The caller went away, or sent another length than announced.
    case 'request.aborted':
    case 'request.size.invalid':
      return new ProblemError('invalid-request', { cause: error })
    default:
      return error
  }
}
