import type { Problem } from '@lifeguard/api-contract'

/** The API answered, and not with success. `problem` is what it said, if it spoke RFC 9457. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly problem: Problem | undefined

  constructor(response: Response, problem: Problem | undefined) {
    super(problem?.detail ?? problem?.title ?? `The API answered ${response.status}`)
    this.status = response.status
    this.problem = problem
  }
}
