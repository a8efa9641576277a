import { randomUUID } from 'node:crypto'

/** Where a request stands in a distributed trace (W3C Trace Context): lower-case hexadecimal ids. */
export interface TraceContext {
  readonly traceId: string
  /** The caller's span; null where the trace begins here. */
  readonly parentId: string | null
  readonly sampled: boolean
}

const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Takes up the caller's trace, or begins one where the header is missing or not well-formed (W3C Trace Context §3.2). */
export function readTraceContext(header: string | undefined): TraceContext {
  const [, traceId, parentId, flags, later] = traceparent.exec(header ?? '') ?? []
  // Only later versions than 00 may bring more fields.
  const isTooLong = later !== undefined && header?.startsWith('00') === true
  if (traceId === undefined || parentId === undefined || flags === undefined || isTooLong) {
    // Node makes these in batches; 16 bytes asked for one by one cost as much as the whole line in the log.
    return { traceId: randomUUID().replaceAll('-', ''), parentId: null, sampled: true }
  }
  return { traceId, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
