import { type Issue, type Problem, type ProblemName, problems, problemType } from '@lifeguard/api-contract'

export interface ProblemDetails {
  /** A sentence for the caller about this occurrence; never what came in. */
  readonly detail?: string
  readonly issues?: readonly Issue[]
  readonly headers?: Readonly<Record<string, string>>
  /** Why, for the log alone. */
  readonly reason?: string
  readonly cause?: unknown
}

/** A request that ends with a problem of the contract. Thrown anywhere, answered in one place. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: ProblemName
  readonly status: number
  readonly detail: string | undefined
  readonly issues: readonly Issue[] | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly reason: string

  constructor(problem: ProblemName, details: ProblemDetails = {}) {
    super(details.detail ?? problems[problem].title, { cause: details.cause })
    this.problem = problem
    this.status = problems[problem].status
    this.detail = details.detail
    this.issues = details.issues
    this.headers = details.headers ?? {}
    this.reason = details.reason ?? problem
  }

  /** The body of the answer (RFC 9457 §3); `instance` names this occurrence. */
  toBody(instance: string): Problem {
    const { status, title } = problems[this.problem]
    return {
      type: problemType(this.problem),
      title,
      status,
      ...(this.detail !== undefined && { detail: this.detail }),
      instance,
      ...(this.issues !== undefined && { issues: [...this.issues] }),
    }
  }
}
