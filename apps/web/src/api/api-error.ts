import type { Problem } from '@lifeguard/api-contract'
import { type Refusal, readRefusal } from '@lifeguard/react-cognito'

/** The API answered, and not with success. `problem` is what it said, if it spoke RFC 9457. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly problem: Problem | undefined
  readonly refusal: Refusal | null

  constructor(response: Response, problem: Problem | undefined) {
    super(problem?.detail ?? problem?.title ?? `The API answered ${response.status}`)
    this.status = response.status
    this.problem = problem
    this.refusal = readRefusal(response)
  }
}
