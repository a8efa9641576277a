import * as z from 'zod/mini'
import { ProblemError } from './problem-error.ts'

/** Names the place where a list goes on, for a caller to hand back as it is. It is no secret and no permission. */
export function toCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Throws the problem 400 for anything that does not name such a position. */
export function readCursor<T>(cursor: string | undefined, Position: z.ZodMiniType<T>): T | undefined {
  if (cursor === undefined) return undefined

  const read = z.safeParse(Position, parseJson(Buffer.from(cursor, 'base64url').toString()))
  if (read.success) return read.data
  const issues = [
    { path: 'cursor', message: 'Give back the nextCursor of a page of the same list, unchanged' },
  ]
  throw new ProblemError('invalid-parameters', { issues })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
