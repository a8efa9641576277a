import type { Endpoint, Issue, ParsedRequestOf, ProblemName } from '@lifeguard/api-contract'
import type { Request } from 'express'
import * as z from 'zod/mini'
import { ProblemError } from './problem-error.ts'

const english = { error: z.locales.en().localeError }

/** The parts of a request that an endpoint declares, parsed by its schemas, or the problem that names what does not fit. */
export function parseRequest<const E extends Endpoint>(endpoint: E, req: Request): ParsedRequestOf<E> {
  const { params, query, body } = endpoint
  const parsed = {
    ...(params && { params: parse(params, req.params, 'invalid-parameters') }),
    ...(query && { query: parse(query, readQuery(req), 'invalid-parameters') }),
    ...(body && { body: parse(body, req.body, 'invalid-body') }),
  }
  // One member for each declared schema, each with that schema's output: what ParsedRequestOf says.
  return parsed as ParsedRequestOf<E>
}

function parse(schema: z.ZodMiniType, value: unknown, problem: ProblemName): unknown {
  const result = z.safeParse(schema, value, english)
  if (!result.success) throw new ProblemError(problem, { issues: toIssues(result.error.issues) })
  return result.data
}

function toIssues(issues: readonly z.core.$ZodIssue[]): Issue[] {
  return issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
}

/** A parameter that comes twice has no meaning here, and picking one would hide the other from somebody. */
function readQuery(req: Request): Record<string, string> {
  const start = req.url.indexOf('?')
  if (start === -1) return {}

  const parameters = new URLSearchParams(req.url.slice(start))
  const repeated = [...new Set(parameters.keys())].filter((name) => parameters.getAll(name).length > 1)
  if (repeated.length > 0) {
    const issues = repeated.map((path) => ({ path, message: 'Give this parameter once' }))
    throw new ProblemError('invalid-parameters', { issues })
  }
  return Object.fromEntries(parameters)
}
