import express, { type Request, type RequestHandler } from 'express'
import { ProblemError } from './problem-error.ts'

/** Reads the body of an endpoint that takes these media types; all of them are JSON. */
export type BodyReader = (mediaTypes?: readonly string[]) => RequestHandler

/**
 * Reads a JSON body (RFC 8259: UTF-8) of at most `limitBytes` into `req.body`, and nothing else: no forms, no other
 * charset, no compression, behind which a small body can be a huge one.
 */
export function readJsonBody(limitBytes: number): BodyReader {
  const readBytes = express.raw({ limit: limitBytes, inflate: false, type: () => true })

  return (mediaTypes = ['application/json']) =>
    async (req, res, next) => {
      if (!mediaTypes.includes(utf8MediaType(req))) {
        const detail = `Send it in UTF-8 as ${mediaTypes.join(' or ')}`
        throw new ProblemError('unsupported-media-type', { detail })
      }
      await new Promise<void>((resolve, reject) => {
        readBytes(req, res, (error?: unknown) =>
          error ? reject(toBodyProblem(error, limitBytes)) : resolve(),
        )
      })
      req.body = parseJson(req.body)
      next()
    }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parseJson(bytes: unknown): unknown {
  // Not a buffer: not even a length was announced.
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    throw new ProblemError('invalid-json', { detail: 'The body is empty' })
  }
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    throw new ProblemError('invalid-json')
  }
}

/** The media type, if the charset is UTF-8 as JSON demands; else nothing that anybody takes. */
function utf8MediaType(req: Request): string {
  const contentType = req.headers['content-type'] ?? ''
  return /^([\w/+-]+)\s*(;\s*charset="?utf-8"?\s*)?$/i.exec(contentType)?.[1]?.toLowerCase() ?? ''
}

function toBodyProblem(error: unknown, limitBytes: number): unknown {
  const type = error instanceof Error && 'type' in error ? error.type : undefined
  switch (type) {
    case 'entity.too.large':
      return new ProblemError('body-too-large', {
        detail: `At most ${limitBytes} bytes are read`,
        cause: error,
      })
    case 'encoding.unsupported':
      return new ProblemError('unsupported-media-type', { detail: 'The body must not be compressed' })
    default:
      return error
  }
}
