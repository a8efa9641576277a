import type { Endpoint } from '@lifeguard/api-contract'
import type { Request } from 'express'
import { ProblemError } from './problem-error.ts'

/** What an endpoint takes from the headers of a request: an idempotency key, and the versions it is meant for. */
export function parseHeaders(
  { idempotent, precondition }: Endpoint,
  { headers }: Request,
): { idempotencyKey?: string | undefined; expected?: readonly number[] | undefined } {
  return {
    ...(idempotent && { idempotencyKey: readIdempotencyKey(headers['idempotency-key']) }),
    ...(precondition && { expected: readIfMatch(headers['if-match'], precondition) }),
  }
}

function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header
  throw misfit('Idempotency-Key', 'Send 1 to 200 visible ASCII characters, such as a UUID')
}

const entityTags = /^\s*(W\/)?"[\x21\x23-\x7e]*"(\s*,\s*(W\/)?"[\x21\x23-\x7e]*")*\s*$/

/** RFC 9110 §13.1.1. Weak tags, and strong ones that are not from here, match no version. */
function readIfMatch(
  header: string | undefined,
  precondition: 'optional' | 'required',
): readonly number[] | undefined {
  if (header === undefined) {
    if (precondition === 'required') throw new ProblemError('version-required')
    return undefined
  }
  if (header === '*') return undefined

  if (!entityTags.test(header)) {
    throw misfit('If-Match', 'Send back the ETag of the answer, with its quotes')
  }
  // Commas between tags are no part of one, those within quotes are.
  const tags = header.match(/(W\/)?"[^"]*"/g) ?? []
  return tags.flatMap((tag) => /^"([1-9]\d{0,8})"$/.exec(tag)?.slice(1).map(Number) ?? [])
}

function misfit(path: string, message: string): ProblemError {
  return new ProblemError('invalid-parameters', { issues: [{ path, message }] })
}

/** The entity tag of a version. */
export function toEtag(version: number): string {
  return `"${version}"`
}
