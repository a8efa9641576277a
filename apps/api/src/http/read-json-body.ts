import express, { type Request, type RequestHandler } from 'express'
import { ProblemError } from './problem-error.ts'

/**
 * Reads a JSON body (RFC 8259: UTF-8) of at most `limitBytes` into `req.body`, and nothing else: no forms, no other
 * charset, no compression, behind which a small body can be a huge one.
 */
export function readJsonBody(limitBytes: number): RequestHandler {
  const readBytes = express.raw({ limit: limitBytes, inflate: false, type: () => true })

  return async (req, res, next) => {
    if (!isUtf8Json(req)) throw new ProblemError('unsupported-media-type')
    await new Promise<void>((resolve, reject) => {
      readBytes(req, res, (error?: unknown) => (error ? reject(toBodyProblem(error)) : resolve()))
    })
    req.body = parseJson(req.body)
    next()
  }
}

function parseJson(bytes: unknown): unknown {
  if (!Buffer.isBuffer(bytes)) throw new ProblemError('invalid-json', { detail: 'The body is empty' })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw new ProblemError('invalid-json')
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
    // The caller went away, or sent another length than announced.
    case 'request.aborted':
    case 'request.size.invalid':
      return new ProblemError('invalid-request', { cause: error })
    default:
      return error
  }
}
