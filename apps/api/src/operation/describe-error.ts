import { DrizzleQueryError } from 'drizzle-orm'

/** An error as the log shows it. */
interface ErrorDescription {
  readonly type: string
  readonly message: string
  readonly code?: unknown
  readonly stack?: string
  readonly cause?: ErrorDescription
}

const deepest = 5

/**
 * Describes an error and its causes by members that are known to be ours to tell. Everything else an error may carry,
 * such as the parameters of a query, is what people wrote, and stays out of the log.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'Something that is no Error was thrown' }
  // Message and stack of this one repeat the parameters.
  if (error instanceof DrizzleQueryError && error.cause !== undefined)
    return describeError(error.cause, depth)

  const { name, message, stack, cause } = error
  return {
    type: name,
    message,
    ...('code' in error && { code: error.code }),
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && depth < deepest && { cause: describeError(cause, depth + 1) }),
  }
}
