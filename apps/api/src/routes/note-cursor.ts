import { parse, stringify } from 'uuid'
import type { NotePosition } from '../data/notes.ts'
import { ProblemError } from '../http/problem-error.ts'

/** Names the place after a note, for a caller to hand back as it is. It holds nothing that the page did not. */
export function toCursor({ id }: NotePosition): string {
  return Buffer.from(parse(id)).toString('base64url')
}

/** Throws the problem 400 for anything that {@link toCursor} did not make. */
export function readCursor(cursor: string | undefined): NotePosition | undefined {
  if (cursor === undefined) return undefined
  try {
    return { id: stringify(Buffer.from(cursor, 'base64url')) }
  } catch (cause) {
    const issues = [{ path: 'cursor', message: 'Give back the nextCursor of a page, unchanged' }]
    throw new ProblemError('invalid-parameters', { issues, cause })
  }
}
